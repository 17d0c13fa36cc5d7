import assert from "node:assert/strict";
import { changeWords, marginOf, rangeWords, shareWords } from "./sums.ts";

const earned = (margin_fen: number | null) => ({ level1_fen: 0, level2_fen: 0, margin_fen });

Deno.test("sums are said from the least to the most, and once when they are the same", () => {
  assert.equal(rangeWords([1200, 120]), "¥1.20–12.00");
  assert.equal(rangeWords([120, 120]), "¥1.20");
  assert.equal(rangeWords([]), "");
});

Deno.test("the margin is what is left, a loss when commission eats it, and nothing when no cost is known", () => {
  assert.deepEqual(marginOf([earned(100), earned(300)]), { words: "余 ¥1.00–3.00", isLost: false });
  assert.deepEqual(marginOf([earned(-50), earned(300)]), { words: "亏 ¥0.50", isLost: true });
  assert.deepEqual(marginOf([earned(null), earned(0)]), { words: "余 ¥0.00", isLost: false });
  assert.equal(marginOf([earned(null)]), null);
});

Deno.test("a change carries its sign, a share is a rate of the whole", () => {
  assert.deepEqual([1, -1, 0].map(changeWords), ["+¥0.01", "-¥0.01", "¥0.00"]);
  assert.equal(shareWords(1250, 10_000), "12.5%");
  assert.equal(shareWords(1, 0), "–");
});
