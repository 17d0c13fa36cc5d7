import type { FieldProblem } from "@/contracts/errors.ts";
import type { GoneLink } from "@/contracts/staff/pages.ts";
import { gone_words } from "./words.ts";

/** What is wrong with fields, by their path as the mall names it: `blocks.2.items.0.link`. */
type Problems = Record<string, string>;

/** A picture or a target that was never chosen: the mall sees a wrong form there, staff see an empty field. */
const unchosen: [RegExp, string][] = [
  [/\.image_url$/, "请放一张图片"],
  [/\.link\.id$/, "请选择去哪里"],
];

/** A refused save in words that staff can act on. */
export function problemsOf(refused: readonly FieldProblem[]): Problems {
  return Object.fromEntries(refused.map(({ field, message }) => [
    field.replace(/^page\./, ""),
    unchosen.find(([fields]) => fields.test(field))?.[1] ?? message,
  ]));
}

/** Those of one block, by the path below it. A thing chosen twice or gone has its place in a list: the list says it. */
export function problemsBelow(problems: Problems, block: number): Problems {
  const below = `blocks.${block}.`;
  return Object.fromEntries(
    Object.entries(problems).filter(([field]) => field.startsWith(below))
      .map(([field, message]) => [
        field.slice(below.length).replace(/^product_ids\.\d+$/, "product_ids")
          .replace(/\.id$/, ""),
        message,
      ]),
  );
}

/** A word for each block that is to be mended, or of which something is hidden. */
export function notesOf(problems: Problems, gone: readonly GoneLink[]): Record<number, string> {
  const notes: Record<number, string> = {};
  for (const { at, state } of gone) notes[blockOf(at)] = `${gone_words[state]}，买家看不到这一项`;
  for (const [field, message] of Object.entries(problems)) notes[blockOf(field)] = message;
  return notes;
}

const blockOf = (field: string) => Number(/^blocks\.(\d+)/.exec(field)?.[1] ?? -1);
