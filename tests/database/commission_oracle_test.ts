import assert from "node:assert/strict";
import fc from "fast-check";
import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import {
  agree,
  bulk_order,
  type BulkOrder,
  pricedLine,
  soldSoFar,
  type Term,
  termsOf,
  timeOf,
  volumeAt,
} from "@/tests/support/oracle_cases.ts";
import {
  Crowd,
  placed_order,
  type PlacedOrder,
  placeDrawn,
} from "@/tests/support/oracle_orders.ts";
import { type Shelf, stockShelf } from "@/tests/support/random_goods.ts";
import { formOf, hour_ms, rule_set } from "@/tests/support/random_rules.ts";
import { forceRules } from "@/tests/support/rules.ts";

/** So many sets, each with its orders; the runs on another version of Postgres make fewer. */
const runs = Math.min(12, Number(Deno.env.get("MALL_TEST_RUNS") ?? 12));

interface World {
  mall: Mall;
  shelf: Shelf;
  crowd: Crowd;
  /** Midnight in Shanghai at the beginning of the month that the next set is tried around. */
  noon: number;
  set_id: string;
  set: RuleSetForm;
  /** Lines compared: of orders that were placed, and in bulk. */
  placed: number;
  bulk: number;
}

/** Places the drawn orders in their order of time and compares the terms of each line. */
async function placeAll(world: World, orders: PlacedOrder[]): Promise<void> {
  const { mall, shelf, crowd, noon, set } = world;
  const by_hour = new Map(orders.map((order) => [order.hour, order]));
  for (const order of [...by_hour.values()].toSorted((a, b) => a.hour - b.hour)) {
    const at = noon + order.hour * hour_ms;
    const sold = await soldSoFar(mall);
    await placeDrawn(crowd, shelf, order, noon, async (buyer, order_id) => {
      const { level1, level2 } = crowd.earners(buyer);
      const lines = await mall.db.sql<
        { sku_id: string; quantity: number; goods_fen: string; set_id: string; terms: Term[] }[]
      >`select l.*, o.rule_set_id as set_id from trade.order_lines l
          join trade.orders o on o.id = l.order_id where o.id = ${order_id}`;
      for (const { sku_id, quantity, goods_fen, set_id, terms } of lines) {
        assert.equal(set_id, world.set_id);
        const line = { goods: shelf.of(sku_id), quantity, base_fen: BigInt(goods_fen) };
        const volume_fen = volumeAt(sold, level1, at);
        const tier1 = crowd.tier.get(level1)!;
        const tier2 = level2 === null ? null : crowd.tier.get(level2)!;
        agree(set, line, { at, tier1, tier2, volume_fen }, terms);
        world.placed++;
      }
    });
  }
}

/** Asks for the terms of many orders at once and compares those of each line. */
async function askAll(world: World, orders: BulkOrder[]): Promise<void> {
  const { mall, shelf, crowd, noon, set } = world;
  const { distributors } = crowd;
  const sold = await soldSoFar(mall);
  const level = (earner: number, tier: number | null) =>
    tier === null ? null : distributors[earner % distributors.length]!.member_id;
  const asked = orders.map(({ moment, earner, tiers, lines }) => ({
    placed: {
      shop_id: mall.shop_id,
      rule_set_id: world.set_id,
      placed_at: new Date(timeOf(noon, moment)).toISOString(),
      level1_id: level(earner, tiers[0]),
      level1_tier: tiers[0],
      level2_id: level(earner + 1, tiers[1]),
      level2_tier: tiers[1],
    },
    lines: lines.map((line, n) => pricedLine(shelf, line, n + 1)),
  }));
  const terms = await termsOf(mall, asked);
  for (const [n, { moment, earner, tiers: [tier1, tier2], lines }] of orders.entries()) {
    const at = timeOf(noon, moment);
    const volume_fen = volumeAt(sold, level(earner, tier1), at);
    for (const [k, { pick, quantity, base_fen }] of lines.entries()) {
      const line = { goods: shelf.goods[pick]!, quantity, base_fen: BigInt(base_fen) };
      agree(set, line, { at, tier1, tier2, volume_fen }, terms.get(`${n} ${k + 1}`) ?? []);
      world.bulk++;
    }
  }
}

Deno.test("the oracle and the SQL agree on each part of what 5,000 lines pay", () =>
  onMall(async (mall) => {
    const shelf = await stockShelf(mall);
    const crowd = await Crowd.gather(mall);
    let month = 0;
    const counts = { placed: 0, bulk: 0 };
    await fc.assert(
      fc.asyncProperty(
        rule_set,
        fc.array(placed_order, { minLength: 6, maxLength: 10, size: "max" }),
        fc.array(bulk_order, { minLength: 50, maxLength: 60, size: "max" }),
        async (drawn, placing, asking) => {
          const noon = Date.UTC(2027, month++, 1) - 8 * hour_ms;
          await mall.db.clock.freeze(new Date(noon - 40 * hour_ms).toISOString());
          const set = formOf(drawn, shelf, noon);
          const set_id = await forceRules(mall, set);
          const world = { mall, shelf, crowd, noon, set, set_id, ...counts };
          await placeAll(world, placing);
          await askAll(world, asking);
          Object.assign(counts, { placed: world.placed, bulk: world.bulk });
        },
      ),
      { numRuns: runs, endOnFailure: true },
    );
    // Placed with random chains, tiers and moments: about 250 lines; asked of the function that placing asks: the rest.
    if (runs === 12) assert.ok(counts.placed + counts.bulk >= 5000 && counts.placed >= 150);
  }));
