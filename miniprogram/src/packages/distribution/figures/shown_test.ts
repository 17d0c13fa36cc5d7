import assert from "node:assert/strict";
import type { PromoterFigures, PromoterTotals } from "@/contracts/promoting.ts";
import { heightsOf, indexAt } from "../bars/heights";
import { shownOf, valueOf } from "./shown";

const totals: PromoterTotals = {
  openings: 20,
  visitors: 8,
  orders: 3,
  buyers: 2,
  new_buyers: 1,
  goods_fen: 30_000,
  kept_goods_fen: 20_000,
  promised_fen: 3000,
  kept_fen: 2000,
  team_fen: 500,
  conversion_bps: 2500,
  per_opening_fen: null,
};
const words = Object.fromEntries(
  Object.keys(totals).map((key) => [key, [`${key}的名字`, "说明"]]),
) as unknown as PromoterFigures["words"];
const hours = (openings: number) =>
  Array.from(
    { length: 24 },
    (_, hour) => ({ hour, openings: hour === 20 ? openings : 0, orders: 0 }),
  );
const figures = (openings: number): PromoterFigures => ({
  ...{ days: 7, from_day: "2026-11-25", to_day: "2026-12-01", as_of: "2026-12-01T00:00:00Z" },
  ...{ leaderboard: false, words, totals, products: [] },
  by_day: [{ day: "2026-12-01", openings: 20, orders: 3, kept_fen: 2000 }],
  by_hour: hours(openings),
});

Deno.test("sums, rates and counts each in their way, and a dash where nothing can be divided", () => {
  assert.equal(valueOf(totals, "goods_fen"), "¥300.00");
  assert.equal(valueOf(totals, "conversion_bps"), "25%");
  assert.equal(valueOf(totals, "openings"), "20");
  assert.equal(valueOf(totals, "per_opening_fen"), "–");
});

Deno.test("what refunds took is told, a day says all of itself, and the best hour is named", () => {
  const shown = shownOf(figures(20));
  assert.deepEqual([shown.kept, shown.promised, shown.metrics.length], ["¥20.00", "¥30.00", 9]);
  assert.equal(shown.days[0]!.words, "12月1日：打开 20 次，3 单，佣金 ¥20.00");
  assert.match(shown.hours_about, /^20 点前后/);
  assert.match(shownOf(figures(0)).hours_about, /^有人打开后/);
});

Deno.test("bars reach up to the highest, and a touch at any place reads one", () => {
  assert.deepEqual(heightsOf([0, 1, 50, 200]), [0, 4, 25, 100]);
  assert.deepEqual(heightsOf([0, 0]), [0, 0]);
  assert.deepEqual([-5, 0, 49, 50, 99, 120].map((x) => indexAt(x, 100, 2)), [0, 0, 0, 1, 1, 1]);
});
