import assert from "node:assert/strict";
import fc from "fast-check";
import { earningsOf, whyOf } from "@/tests/support/earnings.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { type Shelf, stockShelf } from "@/tests/support/random_goods.ts";
import { formOf, grid, hour_ms, rule_set } from "@/tests/support/random_rules.ts";
import { forceRules } from "@/tests/support/rules.ts";
import { openTiers } from "@/tests/support/tiers.ts";

const runs = Math.min(8, Number(Deno.env.get("MALL_TEST_RUNS") ?? 8));

const tier = fc.integer({ min: 1, max: 5 });
const drawn = fc.record({
  form: rule_set,
  hour: fc.integer(grid),
  tiers: fc.tuple(tier, tier),
  /** What a customer buys before, which moves the volume of the month. */
  before: fc.option(fc.record({ pick: fc.nat(), quantity: fc.integer({ min: 1, max: 99 }) })),
  parent: fc.boolean(),
});

interface World {
  mall: Mall;
  shelf: Shelf;
  level1: Member;
  level2: Member;
  buyer: Member;
}

const products = ({ shelf }: World) => [...new Set(shelf.goods.map(({ product }) => product))];

/** What is shown of every SKU that earns something, and what is shown of each product. */
async function shown(world: World) {
  const { mall, level1 } = world;
  const { items, changes_at } = await earningsOf(mall, level1, ...products(world));
  const skus = new Map<string, number>();
  for (const one of items) {
    const why = await whyOf(mall, level1, one.product_id);
    const sums = why.skus.map(({ earned_fen }) => earned_fen);
    const cheapest = why.skus.toSorted((a, b) => a.price_fen - b.price_fen)[0]!;
    assert.deepEqual([one.lowest_fen, one.highest_fen, one.default_fen], [
      Math.min(...sums),
      Math.max(...sums),
      why.skus.find(({ price_fen }) => price_fen === cheapest.price_fen)!.earned_fen,
    ]);
    const said = new RegExp(`¥${yuan(one.default_fen)}$|^没有适用的规则$`);
    assert.match(why.steps.at(-1)!.words, said);
    for (const { sku_id, earned_fen } of why.skus) skus.set(sku_id, earned_fen);
  }
  return { skus, changes_at, items };
}

const yuan = (fen: number) =>
  (fen / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",").replaceAll(".", "\\.");

/** What placing one piece of every SKU pays on level 1. */
async function paid({ mall, shelf, buyer }: World): Promise<Map<string, number>> {
  const lines = shelf.goods.map(({ sku }) => ({ sku_id: sku, quantity: 1 }));
  const { order_id } = await mall.place(buyer, lines);
  const rows = await mall.db.sql<{ sku_id: string; fen: number }[]>`
    select l.sku_id, coalesce((select (t ->> 'commission_fen')::int
        from jsonb_array_elements(l.terms) t where t ->> 'level' = '1'), 0) as fen
      from trade.order_lines l where l.order_id = ${order_id}`;
  await mall.db.call(buyer, "cancel_order", { order_id, idempotency_key: newKey() });
  return new Map(rows.map(({ sku_id, fen }) => [sku_id, fen]));
}

async function arrange(world: World, one: typeof drawn extends fc.Arbitrary<infer R> ? R : never) {
  const { mall, shelf, level1, level2, buyer } = world;
  const { sql } = mall.db;
  const [now] = await sql<{ at: Date }[]>`select private.now() as at`;
  const noon = now!.at.getTime() + 60 * hour_ms;
  await mall.db.clock.freeze(new Date(noon + grid.min * hour_ms).toISOString());
  await forceRules(mall, formOf(one.form, shelf, noon));
  await sql`update referral.distributors d
    set tier = case d.id when ${level1.member_id} then ${one.tiers[0]}::int else ${
    one.tiers[1]
  }::int end,
        parent_id = case d.id when ${level1.member_id} then ${
    one.parent ? level2.member_id : null
  }::uuid end
    where d.shop_id = ${mall.shop_id}`;
  if (one.before) {
    const { sku } = shelf.goods[one.before.pick % shelf.goods.length]!;
    await mall.buy(buyer, [{ sku_id: sku, quantity: one.before.quantity }]);
  }
  await mall.db.clock.freeze(new Date(noon + (one.hour + 0.5) * hour_ms).toISOString());
}

Deno.test("what is shown of one piece is what placing it pays, under random rules, tiers, extras and volumes", () =>
  onMall(async (mall) => {
    const shelf = await stockShelf(mall);
    await openTiers(mall, 5);
    const world: World = { mall, shelf, ...await mall.chain() };
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(drawn, async (one) => {
        await arrange(world, one);
        const { skus, changes_at, items } = await shown(world);
        for (const [sku, fen] of await paid(world)) {
          assert.equal(skus.get(sku) ?? 0, fen);
          compared++;
        }
        if (!changes_at) return;
        // Until the moment it names nothing changes by itself.
        await mall.db.clock.freeze(new Date(Date.parse(changes_at) - 1).toISOString());
        const later = await earningsOf(mall, world.level1, ...products(world));
        assert.deepEqual(later.items, items);
      }),
      { numRuns: runs, endOnFailure: true },
    );
    assert.ok(compared >= runs * 24);
  }));
