import assert from "node:assert/strict";
import { earnedBy, nothing } from "./earnings.ts";

const rate = (rate_bps: number) => ({ rate_bps, fixed_fen: null });
const rates = { level1: rate(1000), level2: rate(500), extra_bps: 0, cap_bps: 2000 };

Deno.test("what distributors earn is floored per level, and the margin is what is left after cost", () => {
  assert.deepEqual(earnedBy(999, 400, rates), {
    level1_fen: 99,
    level2_fen: 49,
    margin_fen: 451,
  });
  assert.deepEqual(earnedBy(999, null, rates).margin_fen, null);
  assert.deepEqual(earnedBy(100, 100, rates).margin_fen, -15);
});

Deno.test("one level pays one, the cap cuts the second level first, and no rates pay nothing", () => {
  assert.equal(earnedBy(1000, 0, { ...rates, level2: undefined }).level2_fen, 0);
  const capped = earnedBy(1000, 0, { ...rates, cap_bps: 1200 });
  assert.deepEqual([capped.level1_fen, capped.level2_fen], [100, 20]);
  assert.deepEqual(earnedBy(1000, 300, nothing), { level1_fen: 0, level2_fen: 0, margin_fen: 700 });
});

Deno.test("a sum per piece is never more than the price, and extras give way before the second level", () => {
  const pays = {
    level1: { rate_bps: null, fixed_fen: 300 },
    level2: { rate_bps: 500, fixed_fen: null },
    extra_bps: 200,
    cap_bps: 4000,
  };
  const earned = (price: number) => {
    const { level1_fen, level2_fen } = earnedBy(price, null, pays);
    return [level1_fen, level2_fen];
  };
  assert.deepEqual(earned(10_000), [500, 500]);
  assert.deepEqual(earned(900), [315, 45], "15 of 18 are left for the extra");
  assert.deepEqual(earned(800), [300, 20]);
  assert.deepEqual(earned(500), [200, 0]);
  assert.deepEqual(earnedBy(1000, null, { ...pays, level1: undefined }).level1_fen, 0);
  assert.equal(earnedBy(100, null, { ...pays, cap_bps: 10_000 }).level1_fen, 100);
});
