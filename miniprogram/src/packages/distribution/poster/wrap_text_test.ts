import assert from "node:assert/strict";
import { wrapText } from "./wrap_text";

/** Every letter is 10 wide. */
const measure = (text: string) => text.length * 10;

Deno.test("a text is broken by its width and ends with an ellipsis where it is cut", () => {
  assert.deepEqual(wrapText("青藤优选", 40, 2, measure), ["青藤优选"]);
  assert.deepEqual(wrapText("青藤优选好物", 40, 2, measure), ["青藤优选", "好物"]);
  assert.deepEqual(wrapText("青藤优选好物推荐给你", 40, 2, measure), ["青藤优选", "好物推…"]);
  assert.deepEqual(wrapText("青藤优选", 30, 1, measure), ["青藤…"]);
  assert.deepEqual(wrapText("", 30, 1, measure), []);
});

Deno.test("a picture of several signs is not torn apart by the cut", () => {
  const family = "👨\u200D👩\u200D👧";
  const each = (text: string) => [...text.matchAll(/👨\u200D👩\u200D👧|[^]/gu)].length * 10;
  assert.deepEqual(wrapText(`${family}${family}的茶`, 30, 1, each), [`${family}${family}…`]);
});
