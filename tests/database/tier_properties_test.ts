import assert from "node:assert/strict";
import fc from "fast-check";
import { onMall } from "@/tests/support/on_mall.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { night, saveTier, tierOf } from "@/tests/support/tiers.ts";

/** So many random stories; the runs on another version of Postgres make fewer. */
const runs = Math.ceil(Number(Deno.env.get("MALL_TEST_RUNS") ?? 40) / 4);

interface Sale {
  buyer: string;
  order_id: string;
  goods_fen: number;
  refunded_fen: number;
  age_days: number;
}

/** Every line that this distributor's customers paid for, as it lies there; counting is done here. */
async function rawSales({ db, shop_id }: Mall, { member_id }: Member): Promise<Sale[]> {
  const rows = await db.sql`
    select o.member_id as buyer, l.order_id, l.goods_fen::int, l.refunded_goods_fen::int as refunded_fen,
           extract(epoch from private.now() - o.placed_at)::float / 86400 as age_days
      from trade.order_lines l join trade.orders o on o.shop_id = l.shop_id and o.id = l.order_id
     where o.shop_id = ${shop_id} and o.level1_id = ${member_id} and o.paid_at is not null`;
  return rows as unknown as Sale[];
}

function counted(sales: Sale[], days: number | null) {
  const kept = new Map<string, { buyer: string; fen: number }>();
  for (const { buyer, order_id, goods_fen, refunded_fen, age_days } of sales) {
    if (days !== null && age_days > days) continue;
    const order = kept.get(order_id) ?? { buyer, fen: 0 };
    order.fen += goods_fen - refunded_fen;
    kept.set(order_id, order);
  }
  const orders = [...kept.values()].filter(({ fen }) => fen > 0);
  return {
    sales_fen: orders.reduce((sum, { fen }) => sum + fen, 0),
    orders: orders.length,
    buyers: new Set(orders.map(({ buyer }) => buyer)).size,
  };
}

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant("buy"), buyer: fc.nat(2), sku: fc.nat(2) }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("refund"), nth: fc.nat(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant("wait"), days: fc.integer({ min: 1, max: 9 }) }),
  },
);
type Step = { what: string; buyer?: number; sku?: number; nth?: number; days?: number };

const history = (mall: Mall) =>
  mall.db.sql`select distributor_id, no, from_tier, to_tier, cause from referral.tier_changes
               order by distributor_id, no`.then((rows) => [...rows]);

async function evaluateAll(mall: Mall): Promise<void> {
  await mall.db.sql`
    select private.evaluate_tier(shop_id, id) from referral.distributors order by id`;
}

Deno.test("C8 C58 figures are what a count over raw rows says, and evaluating again changes nothing", () =>
  onMall(async (mall) => {
    const { level1, level2, buyer } = await mall.chain();
    const buyers = [buyer, ...await mall.members(2)];
    for (const one of buyers) await mall.bind(one, level1);
    const skus = await mall.product([1_000, 2_333, 7_001]);
    const span = { within_days: 15, valid_days: 10, keep_bps: 6_000 };
    await saveTier(mall, 2, { ...span, needs: "any", sales_fen: 3_000, orders: 3 });
    await saveTier(mall, 3, { ...span, needs: "all", sales_fen: 8_000, orders: 4, buyers: 2 });
    const bought: { buyer: Member; order_id: string }[] = [];

    async function live({ what, buyer = 0, sku = 0, nth = 0, days = 0 }: Step): Promise<void> {
      if (what === "wait") return await night(mall, days);
      if (what === "buy") {
        const who = buyers[buyer]!;
        const { order_id } = await mall.buy(who, [{ sku_id: skus[sku]!, quantity: 2 }]);
        bought.push({ buyer: who, order_id });
        return;
      }
      const [one] = bought.splice(nth % Math.max(bought.length, 1), 1);
      if (one) await mall.refund(one.buyer, one.order_id, [{ line_no: 1, quantity: 1 }]);
    }

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
        for (const one of steps) await live(one);
        for (const distributor of [level1, level2]) {
          const sales = await rawSales(mall, distributor);
          for (const { within_days, conditions } of (await tierOf(mall, distributor)).tiers) {
            const expected = counted(sales, within_days);
            for (const { kind, have } of conditions) assert.equal(have, expected[kind]);
          }
        }
        await evaluateAll(mall);
        const before = await history(mall);
        await evaluateAll(mall);
        assert.deepEqual(await history(mall), before);
        const { held, tiers } = await tierOf(mall, level1);
        const reached = tiers.filter(({ is_reached }) => is_reached).map(({ tier }) => tier);
        assert.ok(held.tier >= Math.max(...reached), "nobody stands below what he reached");
      }),
      { numRuns: runs, endOnFailure: true },
    );
    for (const { from_tier, to_tier, cause } of await history(mall)) {
      if (cause === "down") assert.equal(to_tier, from_tier - 1);
    }
    assert.ok((await history(mall)).length > 2, "something happened");
  }));
