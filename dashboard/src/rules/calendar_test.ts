import assert from "node:assert/strict";
import { barsOf, beginOf, monthAfter, monthOf } from "./calendar.ts";

const extra = (name: string, from: string, until: string) => ({
  ...{ name, scope: "shop", scope_id: null, extra_bps: 100 } as const,
  ...{ starts_at: `2026-${from}T00:00:00+08:00`, ends_at: `2026-${until}T00:00:00+08:00` },
});

Deno.test("months follow each other over the year's end, in the shop's time", () => {
  assert.equal(monthAfter("2026-12", 1), "2027-01");
  assert.equal(monthAfter("2026-01", -1), "2025-12");
  assert.equal(monthAfter("2026-11", 14), "2028-01");
  assert.equal(monthOf(Date.parse("2026-11-30T16:00:00Z")), "2026-12");
  assert.equal(beginOf("2026-12"), Date.parse("2026-11-30T16:00:00Z"));
});

Deno.test("a bar begins and ends where its extra does, cut at the edges of the window", () => {
  const bars = barsOf(
    [
      extra("before", "01-01", "06-01"),
      extra("all", "05-01", "08-01"),
      extra("half", "06-16", "07-01"),
      extra("behind", "07-01", "12-01"),
    ],
    "2026-06",
    1,
  );
  assert.deepEqual(bars.map(({ extra, left, width }) => [extra.name, left, width]), [
    ["all", 0, 100],
    ["half", 50, 50],
  ]);
  assert.deepEqual([bars[0]!.isCutBefore, bars[0]!.isCutAfter], [true, true]);
  assert.deepEqual([bars[1]!.isCutBefore, bars[1]!.isCutAfter], [false, false]);
});

Deno.test("bars that overlap lie in lanes of their own; the first free lane is taken again, with room for a name", () => {
  const extras = [
    extra("c", "06-21", "06-25"),
    extra("a", "06-01", "06-11"),
    extra("b", "06-06", "06-21"),
    extra("d", "06-11", "06-12"),
  ];
  const lanes = (width?: number) =>
    Object.fromEntries(
      barsOf(extras, "2026-06", 1, width).map(({ extra, lane }) => [extra.name, lane]),
    );
  assert.deepEqual(lanes(), { a: 0, b: 1, c: 0, d: 0 });
  assert.deepEqual(lanes(40), { a: 0, b: 1, c: 0, d: 2 });
});
