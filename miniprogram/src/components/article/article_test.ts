import assert from "node:assert/strict";
import { linesOf } from "./lines.ts";

Deno.test("items of a numbered list are counted while they follow each other, and begin at one again after others", () => {
  const kinds = ["number", "number", "paragraph", "number", "bullet", "heading"] as const;
  assert.deepEqual(linesOf(kinds.map((kind) => ({ kind, runs: [] }))).map(({ mark }) => mark), [
    ...["1.", "2.", "", "1.", "•", ""],
  ]);
});

Deno.test("a picture keeps its box by its size, and words carry their look", () => {
  const [picture, words] = linesOf([
    { kind: "picture", url: "https://p/a.webp", width: 800, height: 1000 },
    { kind: "heading", align: "center", runs: [{ text: "薄胎", bold: true, tone: "price" }] },
  ]);
  assert.equal(picture!.height_percent, 125);
  assert.deepEqual([words!.look, words!.runs[0]!.look], ["heading center", "bold price"]);
});
