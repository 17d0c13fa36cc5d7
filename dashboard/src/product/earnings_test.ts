import assert from "node:assert/strict";
import { earningsOf } from "./earnings.ts";

const rates = { level1_bps: 1000, level2_bps: 500, cap_bps: 2000, levels: 2 };

Deno.test("what distributors earn is floored per level, and the margin is what is left after cost", () => {
  assert.deepEqual(earningsOf(999, 400, rates), {
    level1_fen: 99,
    level2_fen: 49,
    margin_fen: 451,
  });
  assert.deepEqual(earningsOf(999, null, rates).margin_fen, null);
  assert.deepEqual(earningsOf(100, 100, rates).margin_fen, -15);
});

Deno.test("one level pays one, the cap cuts the second level first, and no rates pay nothing", () => {
  assert.equal(earningsOf(1000, 0, { ...rates, levels: 1 }).level2_fen, 0);
  const capped = earningsOf(1000, 0, { ...rates, cap_bps: 1200 });
  assert.deepEqual([capped.level1_fen, capped.level2_fen], [100, 20]);
  assert.deepEqual(earningsOf(1000, 300, null), { level1_fen: 0, level2_fen: 0, margin_fen: 700 });
});
