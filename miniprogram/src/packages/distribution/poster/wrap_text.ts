import { characters } from "../../../utils/characters";

/** A text in at most so many lines of a width; what does not fit ends with an ellipsis. */
export function wrapText(
  text: string,
  width: number,
  line_limit: number,
  measure: (text: string) => number,
): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  const fits = (...letters: string[]) => measure([...line, ...letters].join("")) <= width;
  for (const letter of characters(text)) {
    if (fits(letter)) {
      line.push(letter);
    } else if (lines.length + 1 < line_limit) {
      lines.push(line.join(""));
      line = letter.trim() ? [letter] : [];
    } else {
      while (line.length > 0 && !fits("…")) line.pop();
      return [...lines, `${line.join("")}…`];
    }
  }
  return line.length > 0 ? [...lines, line.join("")] : lines;
}
