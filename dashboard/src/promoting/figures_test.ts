import assert from "node:assert/strict";
import type { PromoterTotals } from "@/contracts/promoting.ts";
import { shown_metrics, valueOf } from "./figures.ts";
import { heightsOf } from "./heights.ts";

const totals: PromoterTotals = {
  openings: 12_000,
  visitors: 8,
  orders: 3,
  buyers: 2,
  new_buyers: 1,
  goods_fen: 30_000,
  kept_goods_fen: 20_000,
  promised_fen: 3000,
  kept_fen: 2000,
  team_fen: 500,
  conversion_bps: 2550,
  per_opening_fen: null,
};

Deno.test("each metric is shown once, in its own way", () => {
  assert.deepEqual(new Set(shown_metrics), new Set(Object.keys(totals)));
  assert.deepEqual(
    (["openings", "conversion_bps", "goods_fen", "per_opening_fen"] as const)
      .map((key) => valueOf(totals, key)),
    ["12,000", "25.5%", "¥300.00", "–"],
  );
});

Deno.test("bars reach up to the highest, and none stands for nothing", () => {
  assert.deepEqual(heightsOf([0, 1, 50, 200]), [0, 2, 25, 100]);
  assert.deepEqual(heightsOf([]), []);
});
