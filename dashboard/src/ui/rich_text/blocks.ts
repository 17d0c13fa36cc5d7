import type { JSONContent } from "@tiptap/core";
import type { RichBlock, RichText, Run } from "@/contracts/rich_text.ts";

/** Words as long as one run may be; a character beyond the basic plane counts twice there, and is not cut apart. */
const pieces = /[^]{1,1000}/gu;

type Words = Extract<RichBlock, { runs: Run[] }>;
const lists = { bullet: "bulletList", number: "orderedList" } as const;

/** Rich text as the editor's document: items that follow each other make one list. */
export function documentOf(blocks: RichText): JSONContent {
  const content: JSONContent[] = [];
  for (const block of blocks) {
    if (block.kind === "picture") {
      const { url, width, height } = block;
      content.push({ type: "picture", attrs: { url, width, height } });
    } else if (block.kind === "heading" || block.kind === "paragraph") {
      content.push(textOf(block, block.kind));
    } else {
      const type = lists[block.kind];
      const item = { type: "listItem", content: [textOf(block, "paragraph")] };
      const last = content.at(-1);
      if (last?.type === type) last.content!.push(item);
      else content.push({ type, content: [item] });
    }
  }
  return { type: "doc", content: content.length > 0 ? content : [{ type: "paragraph" }] };
}

function textOf({ runs, align }: Words, type: "heading" | "paragraph"): JSONContent {
  return {
    type,
    attrs: { align: align ?? null, ...(type === "heading" ? { level: 2 } : {}) },
    content: runs.map(({ text, bold, tone }) => ({
      type: "text",
      text,
      marks: [
        ...(bold ? [{ type: "bold" }] : []),
        ...(tone ? [{ type: "tone", attrs: { tone } }] : []),
      ],
    })),
  };
}

/** The editor's document as rich text. Empty lines at its end are none. */
export function blocksOf(document: JSONContent): RichText {
  const blocks = (document.content ?? []).flatMap((node) => blocksOfNode(node, "paragraph"));
  while (isEmpty(blocks.at(-1))) blocks.pop();
  return blocks;
}

const isEmpty = (block: RichBlock | undefined) =>
  block?.kind === "paragraph" && block.runs.length === 0;

function blocksOfNode(
  { type, attrs, content = [] }: JSONContent,
  kind: Words["kind"],
): RichBlock[] {
  switch (type) {
    case "picture":
      return [{ kind: "picture", url: attrs!.url, width: attrs!.width, height: attrs!.height }];
    case "bulletList":
      return content.flatMap((item) => blocksOfNode(item, "bullet"));
    case "orderedList":
      return content.flatMap((item) => blocksOfNode(item, "number"));
    case "listItem":
      return content.flatMap((one) => blocksOfNode(one, kind));
    default:
      return [{
        kind: type === "heading" ? "heading" : kind,
        ...(attrs?.align === "center" ? { align: "center" as const } : {}),
        runs: content.flatMap(runsOf),
      }];
  }
}

function runsOf({ text = "", marks = [] }: JSONContent): Run[] {
  const tone: Run["tone"] = marks.find(({ type }) => type === "tone")?.attrs?.tone;
  const look = {
    ...(marks.some(({ type }) => type === "bold") ? { bold: true } : {}),
    ...(tone ? { tone } : {}),
  };
  return (text.match(pieces) ?? []).map((piece) => ({ text: piece, ...look }));
}

/** How many characters rich text has. */
export function lengthOf(blocks: RichText): number {
  return wordsOf(blocks).length;
}

/** What rich text says, in one line. */
export function sentenceOf(blocks: RichText): string {
  const pictures = blocks.filter(({ kind }) => kind === "picture").length;
  return [wordsOf(blocks), pictures > 0 ? `（图 ${pictures} 张）` : ""].join("");
}

function wordsOf(blocks: RichText): string {
  return blocks.flatMap((block) => block.kind === "picture" ? [] : block.runs)
    .map(({ text }) => text).join("");
}
