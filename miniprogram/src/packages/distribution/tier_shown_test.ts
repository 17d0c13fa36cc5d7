import assert from "node:assert/strict";
import type { TierProgress } from "@/contracts/tiers.ts";
import { heldWords, keepGoal, nextGoal, tierRows } from "./tier_shown";

const terms = { needs: "all", sales_fen: null, orders: null, buyers: null } as const;
const free = { within_days: null, valid_days: null, keep_bps: 10_000 };
const progress: TierProgress = {
  held: {
    tier: 2,
    name: "银藤",
    until: "2026-12-24T16:00:00Z",
    is_pinned: false,
    pinned_until: null,
  },
  is_kept: false,
  keeping: [{ kind: "orders", have: 3, need: 5 }],
  tiers: [
    { ...terms, ...free, tier: 1, name: "青藤", conditions: [], is_reached: true },
    {
      ...{ ...terms, ...free, tier: 2, name: "银藤", orders: 5, within_days: 90 },
      ...{ conditions: [{ kind: "orders", have: 3, need: 5 }], is_reached: false },
    },
    {
      ...{ ...terms, ...free, tier: 3, name: "金藤", needs: "any", orders: 9, sales_fen: 100_000 },
      conditions: [
        { kind: "sales_fen", have: 123_456, need: 100_000 },
        { kind: "orders", have: 3, need: 9 },
      ],
      is_reached: false,
    },
  ],
};

Deno.test("the next tier's bars say how much there is of how much, and are full when it is met", () => {
  assert.deepEqual(nextGoal(progress), {
    title: "升到金藤：累计，达到一条即可",
    bars: [
      { name: "客户实付", words: "¥1,234.56 / ¥1,000.00", percent: 100, met: true },
      { name: "成交订单", words: "3 单 / 9 单", percent: 33, met: false },
    ],
  });
  const top = { ...progress, held: { ...progress.held, tier: 3 } };
  assert.equal(nextGoal(top), undefined);
});

Deno.test("what keeps a tier is shown while its period has an end", () => {
  assert.equal(keepGoal(progress)?.title, "到期保级：近 90 天");
  assert.equal(heldWords(progress.held), "有效到 12月25日");
  const pinned = { ...progress.held, until: null, is_pinned: true };
  assert.equal(keepGoal({ ...progress, held: pinned }), undefined);
  assert.equal(heldWords(pinned), "由商家固定");
});

Deno.test("each tier says what it asks for", () => {
  assert.deepEqual(tierRows(progress).map(({ terms, mine }) => [terms, mine]), [
    ["通过审核", false],
    ["近 90 天成交订单 5 单", true],
    ["累计客户实付 ¥1,000.00，或成交订单 9 单", false],
  ]);
});
