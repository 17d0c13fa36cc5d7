/** A text in at most so many lines of a width; what does not fit ends with an ellipsis. */
export function wrapText(
  text: string,
  width: number,
  line_limit: number,
  measure: (text: string) => number,
): string[] {
  const lines: string[] = [];
  let line = "";
  for (const letter of text) {
    if (measure(line + letter) <= width) {
      line += letter;
    } else if (lines.length + 1 < line_limit) {
      lines.push(line);
      line = letter.trim();
    } else {
      while (line && measure(`${line}…`) > width) line = line.slice(0, -1);
      return [...lines, `${line}…`];
    }
  }
  return line ? [...lines, line] : lines;
}
