import assert from "node:assert/strict";
import fc from "fast-check";
import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import {
  Crowd,
  placed_order,
  type PlacedOrder,
  placeDrawn,
} from "@/tests/support/oracle_orders.ts";
import { type Shelf, stockShelf } from "@/tests/support/random_goods.ts";
import {
  type BoughtLine,
  boughtLines,
  closeMonths,
  judgeBonuses,
  type Piece,
  piece,
  refundPiece,
  withBase,
} from "@/tests/support/random_months.ts";
import { type DrawnSet, formOf, hour_ms, rule_set } from "@/tests/support/random_rules.ts";
import { forceRules } from "@/tests/support/rules.ts";

/** So many random months; the runs on another version of Postgres make fewer. */
const runs = Math.min(4, Number(Deno.env.get("MALL_TEST_RUNS") ?? 4));
const day_ms = 24 * hour_ms;

interface World {
  mall: Mall;
  shelf: Shelf;
  crowd: Crowd;
  sets: Map<string, RuleSetForm>;
  /** The noon that the month's orders are placed around. */
  noon: number;
}

/** The drawn set as one that pays volume after the month, whatever mode was drawn: every other one under the full cap. */
const afterwards = (drawn: DrawnSet, month: number): DrawnSet => ({
  ...drawn,
  volume_mode: month % 4 < 2 ? "after_whole" : "after_slices",
  volume_steps: drawn.volume_steps.map((step, n) => n === 0 ? { ...step, from_fen: 1 } : step),
  cap_bps: month % 2 === 0 ? 5000 : drawn.cap_bps,
});

/** Places the drawn orders under one set until noon and under another one after it. */
async function sellMonth(world: World, forms: RuleSetForm[], orders: PlacedOrder[]): Promise<void> {
  const { mall, shelf, crowd, sets, noon } = world;
  const by_hour = new Map(orders.map((order) => [order.hour, order]));
  const sorted = [...by_hour.values()].toSorted((a, b) => a.hour - b.hour);
  for (const [n, form] of forms.entries()) {
    const begins = new Date(noon + (n === 0 ? -40 : 0) * hour_ms);
    await mall.db.clock.freeze(begins.toISOString());
    sets.set(await forceRules(mall, form), form);
    for (const order of sorted.filter(({ hour }) => (hour >= 0) === (n === 1))) {
      await placeDrawn(crowd, shelf, order, noon, async () => {});
    }
  }
  for (const buyer of crowd.buyers) {
    const paid = await mall.db.sql<{ id: string }[]>`select id from trade.orders
      where member_id = ${buyer.member_id} and status = 'paid'`;
    for (const { id } of paid) await mall.complete(buyer, id);
  }
}

/** Whether the parts that were paid on lines only shrink: what a refund takes, rounding never gives back. */
function judgeRefund(before: BoughtLine[], after: BoughtLine[]): void {
  const key = (line: BoughtLine) => `${line.order_id} ${line.line_no}`;
  const then = new Map(before.map((line) => [key(line), line]));
  for (const line of after) {
    const was = then.get(key(line))!;
    assert.ok(line.order_left_fen <= was.order_left_fen);
    assert.ok(line.order_left_fen + line.bonus_left_fen <= was.order_left_fen + was.bonus_left_fen);
  }
}

/** Refunds the drawn pieces and then all that is left, looking at every bonus each time. */
async function refundMonth(world: World, pieces: Piece[]): Promise<void> {
  const { mall, shelf, crowd, sets } = world;
  const rest = fc.sample(piece, { seed: 1, numRuns: 1 })[0]!;
  for (let n = 0;; n++) {
    const before = await boughtLines(mall, shelf, sets);
    if (before.every(({ left }) => left === 0)) break;
    const all = { ...rest, end: "arrives" as const, take: -1 };
    await refundPiece(mall, crowd.buyers, before, pieces[n] ?? all);
    const after = await boughtLines(mall, shelf, sets);
    judgeRefund(before, after);
    judgeBonuses(after);
    if (pieces[n]?.settle) await mall.settle();
    if (n % 8 === 0) await mall.checkBooks();
  }
}

/** All that any distributor has, will have or owes. */
async function balancesOf({ mall, crowd }: World): Promise<number[]> {
  const found = [];
  for (const one of crowd.distributors) {
    const { available_fen, pending_fen, held_fen } = await mall.balances(one);
    found.push(available_fen!, pending_fen!, held_fen!);
  }
  return found;
}

Deno.test("C8 C58 random months: each bonus is the oracle's after every refund, within the cap, and all refunded is zero", () =>
  onMall(async (mall, db) => {
    const shelf = await stockShelf(mall);
    const crowd = await Crowd.gather(mall);
    await mall.settings({ after_sale_days: 90, settle_days: 0 });
    const sets = new Map<string, RuleSetForm>();
    let month = 0;
    let paid = 0n;
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(rule_set, rule_set),
        fc.array(placed_order, { minLength: 5, maxLength: 9, size: "max" }),
        fc.array(piece, { minLength: 4, maxLength: 12, size: "max" }),
        async (drawn, orders, pieces) => {
          const noon = Date.UTC(2027, month, 10);
          month += 3;
          const world = { mall, shelf, crowd, sets, noon };
          const forms = [afterwards(drawn[0], month), drawn[1]]
            .map((one) => withBase(formOf(one, shelf, noon)));
          await sellMonth(world, forms, orders);
          await db.clock.freeze(new Date(noon + 40 * day_ms).toISOString());
          await closeMonths(mall);
          const bought = await boughtLines(mall, shelf, world.sets);
          paid += judgeBonuses(bought);
          await refundMonth(world, pieces);
          assert.ok((await balancesOf(world)).every((fen) => fen === 0));
          await mall.checkBooks();
        },
      ),
      { numRuns: runs, endOnFailure: true },
    );
    assert.ok(runs < 4 || paid > 0n, "some month paid a bonus");
  }));

/** What an order will pay, and by what, as its rows say. */
async function promisedBy(mall: Mall, order_id: string) {
  const [order] = await mall.db.sql`
    select o.binding_id, o.level1_id, o.level2_id, o.level1_tier, o.level2_tier, o.rule_set_id,
           (select jsonb_agg(l.terms order by l.line_no) from trade.order_lines l
             where l.order_id = o.id) as terms
      from trade.orders o where o.id = ${order_id}`;
  return order;
}

Deno.test("C9 C20 rebinds, tiers, parents and sets that change between placing, paying and settling change nothing of an order", () =>
  onMall(async (mall) => {
    const shelf = await stockShelf(mall);
    const crowd = await Crowd.gather(mall);
    await mall.settings({ settle_days: 1 });
    const noon = Date.UTC(2027, 3, 10);
    const upset = async (n: number) => {
      for (const [who, one] of crowd.distributors.entries()) {
        await crowd.raise(who, 1 + (n + who) % 5);
        await mall.db.sql`update referral.distributors set parent_id = null
          where id = ${one.member_id}`;
      }
      for (const buyer of crowd.buyers) await crowd.bind(buyer, crowd.distributors[n % 4]!);
      const [drawn] = fc.sample(rule_set, 1);
      await forceRules(mall, withBase(formOf(drawn!, shelf, noon)));
    };
    await mall.db.clock.freeze(new Date(noon).toISOString());
    await forceRules(mall, withBase(formOf(fc.sample(rule_set, 1)[0]!, shelf, noon)));
    const buyer = crowd.buyers[0]!;
    const lines = [1, 4, 8, 13, 20].map((n) => ({ sku_id: shelf.goods[n]!.sku, quantity: 7 }));
    const placed = await mall.place(buyer, lines);
    const promised = await promisedBy(mall, placed.order_id);
    const pass = async (n: number) => {
      await mall.db.clock.advance(1 / 1440);
      await upset(n);
      assert.deepEqual(await promisedBy(mall, placed.order_id), promised);
    };
    await pass(1);
    await mall.notify(await mall.startPaying(buyer, placed));
    await pass(2);
    await mall.complete(buyer, placed.order_id);
    await pass(3);
    await mall.db.clock.advance(16);
    await mall.settle();
    await pass(0);
    const paid = await mall.db.sql`
      select distributor_id, sum(commission_fen)::int as fen, array_agg(distinct status) as states
        from ledger.commissions where order_id = ${placed.order_id} group by 1`;
    const terms = (promised!.terms as { distributor_id: string; commission_fen: number }[][])
      .flat();
    for (const { distributor_id, fen, states } of paid) {
      const mine = terms.filter((term) => term.distributor_id === distributor_id);
      assert.equal(fen, mine.reduce((sum, { commission_fen }) => sum + commission_fen, 0));
      assert.deepEqual(states, ["settled"]);
    }
    assert.equal(promised!.level1_id, crowd.distributors[1]!.member_id);
  }));
