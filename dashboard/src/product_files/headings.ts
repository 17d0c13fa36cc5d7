import { code_heading, columns, spec_headings } from "./columns.ts";
import { FileRefused } from "./problems.ts";

/** Where each understood column of a file of products stands. Throws FileRefused, with what to change. */
export function placesOf(headings: readonly string[]): Map<string, number> {
  const places = placesAmong(headings, columns.map(({ heading }) => heading));
  if (!places.has(code_heading)) {
    throw new FileRefused(`缺少“${code_heading}”这一列：靠它认出是哪个商品。`);
  }
  for (const { name, value } of spec_headings) {
    if (places.has(name) !== places.has(value)) {
      throw new FileRefused(`“${name}”和“${value}”要一起有，或者都没有。`);
    }
  }
  return places;
}

/** Where each of the known columns stands. Throws FileRefused, with what to change, for one that is not known. */
export function placesAmong(
  headings: readonly string[],
  known: readonly string[],
): Map<string, number> {
  const places = new Map<string, number>();
  const unknown: string[] = [];
  headings.forEach((typed, place) => {
    const heading = spelled(typed);
    if (heading === "") return;
    if (places.has(heading)) throw new FileRefused(`“${heading}”这一列出现了两次，请删掉一列。`);
    if (known.includes(heading)) places.set(heading, place);
    else unknown.push(`“${typed.trim()}”（${letterOf(place)} 列）`);
  });
  if (unknown.length > 0) throw new FileRefused(unknownWords(unknown, known));
  return places;
}

function unknownWords(unknown: string[], known: readonly string[]): string {
  return `不认识这${unknown.length > 1 ? "些" : "一"}列：${
    unknown.slice(0, 5).join("、")
  }。请改成下面的名称，或者删掉：${known.join("、")}。`;
}

/** Headings are typed with blanks and with brackets of both widths. */
const spelled = (typed: string) => typed.replace(/\s/g, "").replace("(", "（").replace(")", "）");

/** A column as a spreadsheet calls it: A, B, … AA. */
export function letterOf(place: number): string {
  const last = String.fromCharCode(65 + place % 26);
  return place < 26 ? last : letterOf(Math.floor(place / 26) - 1) + last;
}
