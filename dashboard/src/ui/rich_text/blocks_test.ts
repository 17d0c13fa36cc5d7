import assert from "node:assert/strict";
import { RichText } from "@/contracts/rich_text.ts";
import { blocksOf, documentOf, lengthOf, sentenceOf } from "./blocks.ts";

const item = (kind: "bullet" | "number", text: string) => ({ kind, runs: [{ text }] });
const tea: RichText = [
  { kind: "heading", align: "center", runs: [{ text: "明前" }] },
  { kind: "paragraph", runs: [{ text: "手炒，", bold: true }, { text: "当天", tone: "price" }] },
  { kind: "paragraph", runs: [] },
  ...[item("bullet", "一"), item("bullet", "二"), item("number", "先"), item("number", "后")],
  { kind: "picture", url: "/storage/v1/object/public/goods/a.webp", width: 800, height: 600 },
];

Deno.test("rich text that is opened in the editor and sent back untouched is the same", () => {
  assert.deepEqual(blocksOf(documentOf(tea)), tea);
  assert.deepEqual(blocksOf(documentOf([])), []);
});

Deno.test("items that follow each other are one list, and a list within a list is flat", () => {
  assert.deepEqual(documentOf(tea).content!.map(({ type }) => type), [
    ...["heading", "paragraph", "paragraph", "bulletList", "orderedList", "picture"],
  ]);
  const inner = documentOf([item("bullet", "里")]).content!;
  const [list] = documentOf([item("bullet", "外")]).content!;
  list!.content![0]!.content!.push(...inner);
  assert.deepEqual(blocksOf({ type: "doc", content: [list!] }), [
    ...[item("bullet", "外"), item("bullet", "里")],
  ]);
});

Deno.test("empty lines at the end are left out, and words too long for one run are several", () => {
  const long = { kind: "paragraph" as const, runs: [{ text: "🍵".repeat(1001) }] };
  const blocks = blocksOf(documentOf([long, { kind: "paragraph", runs: [] }]));
  assert.equal(blocks.length, 1);
  assert.deepEqual(blocks.flatMap((one) => one.kind === "picture" ? [] : one.runs.length), [2]);
  assert.equal(RichText.safeParse(blocks).success, true);
  assert.equal(lengthOf(blocks), 2002);
});

Deno.test("rich text in one line is its words and how many pictures it has", () => {
  assert.equal(sentenceOf(tea), "明前手炒，当天一二先后（图 1 张）");
});
