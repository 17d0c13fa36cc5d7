import assert from "node:assert/strict";
import type { StaffOrder } from "@/contracts/staff/orders.ts";
import type { TestClaims } from "@/tests/support/database.ts";
import { type Mall, newKey, type Placed } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const reason = "老客户优惠";

interface Change {
  goods_fen: number;
  freight_fen: number;
  idempotency_key?: string;
}

const change = (mall: Mall, { order_id }: Placed, to: Change, by?: TestClaims) =>
  mall.command<StaffOrder>("change_order_price", { order_id, reason, ...to }, by);

/** A buyer bound to a chain of two, and an order of 3 × 33.33 and 50.00 less 10.00, freight 8.00. */
async function unpaid(mall: Mall) {
  await mall.settings({ discount_from_fen: 10_000, discount_fen: 1_000, freight_fen: 800 });
  const chain = await mall.chain();
  const [one, other] = await mall.product([3_333, 5_000], { stock: 50 }) as [string, string];
  const lines = [{ sku_id: one, quantity: 3 }, { sku_id: other, quantity: 1 }];
  const placed = await mall.place(chain.buyer, lines);
  assert.equal(placed.payable_fen, 9_999 + 5_000 - 1_000 + 800);
  return { ...chain, placed };
}

/** What is owed for an order now: [goods, freight, payable], and of each discount step its sum. */
const sums = (order: StaffOrder) => [
  [order.goods_fen, order.freight_fen, order.payable_fen],
  order.discounts.map(({ step, amount_fen }) => [step, amount_fen]),
];

Deno.test("C39 a changed price closes the number being paid, and the order is paid under another at the new price", () =>
  onMall(async (mall, db) => {
    const { buyer, level1, placed } = await unpaid(mall);
    const old = await mall.startPaying(buyer, placed);
    const changed = await change(mall, placed, { goods_fen: 10_001, freight_fen: 300 });
    assert.deepEqual(sums(changed), [
      [10_001, 300, 10_301],
      [["spend_and_save", 1_000], ["price_change", 3_998]],
    ]);
    const closing = await db.sql`
      select a.id, o.kind from pay.attempts a join ops.outbox o on o.subject_id = a.order_id
       where a.status = 'closing'`;
    assert.deepEqual([...closing], [{ id: old.attempt_id, kind: "close_payment" }]);

    const paying = await mall.startPaying(buyer, placed);
    assert.notEqual(paying.attempt_id, old.attempt_id);
    assert.deepEqual(paying.transaction.amount, { total: 10_301, currency: "CNY" });
    assert.equal((await mall.notify(paying)).result, "applied");
    const [earned] = await db.sql`
      select sum(base_fen)::int as base, sum(commission_fen)::int as fen from ledger.commissions
       where distributor_id = ${level1.member_id}`;
    const by_line = changed.lines.map((line) => Math.floor(line.goods_fen / 10));
    assert.deepEqual(earned, { base: 10_001, fen: by_line[0]! + by_line[1]! });
  }));

Deno.test("C39 money that arrives under the number of the old price goes back whole, and the order waits for the new one", () =>
  onMall(async (mall, db) => {
    const { buyer, placed } = await unpaid(mall);
    const old = await mall.startPaying(buyer, placed);
    await change(mall, placed, { goods_fen: 100, freight_fen: 0 });
    assert.equal((await mall.notify(old)).result, "applied");
    const [refund] = await db.sql`select cause, payable_fen::int from pay.refunds`;
    assert.deepEqual(refund, { cause: "old_price", payable_fen: placed.payable_fen });
    const paying = await mall.startPaying(buyer, placed);
    assert.equal((await mall.notify(paying)).result, "applied");
    const [order] = await db.sql`select status, payable_fen::int from trade.orders`;
    assert.deepEqual(order, { status: "paid", payable_fen: 100 });
  }));

Deno.test("C39 twelve changes of a price and its payment at once: it is paid at the old price, or its money goes back", async () => {
  for (let round = 0; round < 4; round++) {
    await onMall(async (mall, db) => {
      const { buyer, placed } = await unpaid(mall);
      const old = await mall.startPaying(buyer, placed);
      const tries = Array.from(
        { length: 12 },
        (_, n) =>
          change(mall, placed, { goods_fen: 5_000 + n, freight_fen: 0 }).then(() => "", String),
      );
      tries.splice(round * 4, 0, mall.notify(old).then(({ result }) => result));
      const outcomes = await Promise.all(tries);
      assert.equal(outcomes.filter((one) => one === "applied").length, 1);
      const refused = outcomes.filter((one) => /ORDER_NOT_PAYABLE/.test(one)).length;
      const [order] = await db.sql`
        select o.status, o.payable_fen::int as fen,
               (select count(*)::int from pay.refunds) as refunds from trade.orders o`;
      if (order!.status === "paid") {
        assert.deepEqual([order!.fen, order!.refunds, refused], [placed.payable_fen, 0, 12]);
      } else {
        assert.deepEqual([order!.status, order!.refunds, refused], ["pending_payment", 1, 0]);
        assert.ok(order!.fen >= 5_000 && order!.fen < 5_012);
      }
    });
  }
});

Deno.test("C39 a price that stays is refused, and the payment under way stays open", () =>
  onMall(async (mall, db) => {
    const { buyer, placed } = await unpaid(mall);
    const paying = await mall.startPaying(buyer, placed);
    const same = { goods_fen: 13_999, freight_fen: 800 };
    await refuses("PRICE_UNCHANGED", change(mall, placed, same));
    const [closing] = await db.sql`
      select count(*)::int from ops.outbox where kind = 'close_payment'`;
    assert.equal(closing!.count, 0);
    assert.equal((await mall.notify(paying)).result, "applied");
    const [order] = await db.sql`select status, payable_fen::int from trade.orders`;
    assert.deepEqual(order, { status: "paid", payable_fen: 14_799 });
  }));

Deno.test("C39 eight people set the same new price at once: it changes once", () =>
  onMall(async (mall, db) => {
    const { placed } = await unpaid(mall);
    const to = { goods_fen: 9_000, freight_fen: 0 };
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => change(mall, placed, to).then(() => "changed", String)),
    );
    assert.equal(outcomes.filter((one) => one === "changed").length, 1, outcomes.join());
    assert.equal(outcomes.filter((one) => /PRICE_UNCHANGED/.test(one)).length, 7);
    const events = await db.sql`select from trade.order_events where kind = 'price_changed'`;
    assert.equal(events.length, 1);
  }));

Deno.test("an order whose price becomes nothing is paid at once", () =>
  onMall(async (mall) => {
    const { buyer, placed } = await unpaid(mall);
    const old = await mall.startPaying(buyer, placed);
    const changed = await change(mall, placed, { goods_fen: 0, freight_fen: 0 });
    assert.deepEqual([changed.status, changed.paid_fen], ["paid", 0]);
    assert.deepEqual(changed.lines.map((line) => line.goods_fen), [0, 0]);
    assert.equal((await mall.notify(old)).result, "applied");
    const [refund] = await mall.db.sql`select cause from pay.refunds`;
    assert.equal(refund!.cause, "second_payment");
  }));

Deno.test("a price changed again starts from what the steps left at placing, whatever the rules are by then", () =>
  onMall(async (mall) => {
    const { placed } = await unpaid(mall);
    await change(mall, placed, { goods_fen: 4_000, freight_fen: 800 });
    await mall.settings({ discount_fen: 0, freight_fen: 5_000 });
    const back = await change(mall, placed, { goods_fen: 13_999, freight_fen: 800 });
    assert.deepEqual(sums(back), [[13_999, 800, 14_799], [["spend_and_save", 1_000]]]);
  }));

Deno.test("a price is never raised above what the buyer agreed to", () =>
  onMall(async (mall) => {
    const { placed } = await unpaid(mall);
    for (
      const to of [
        { goods_fen: 14_000, freight_fen: 800 },
        { goods_fen: 13_999, freight_fen: 801 },
        { goods_fen: -1, freight_fen: 0 },
        { goods_fen: 0, freight_fen: -1 },
        { goods_fen: null as unknown as number, freight_fen: 0 },
        { goods_fen: 0, freight_fen: null as unknown as number },
      ]
    ) await refuses("INVALID_REQUEST", change(mall, placed, to));
  }));

Deno.test("a price is changed by those who may refund, once per key, with its reason in the audit log and the history", () =>
  onMall(async (mall, db) => {
    const { placed, buyer } = await unpaid(mall);
    const to = { goods_fen: 9_000, freight_fen: 0, idempotency_key: newKey() };
    for (const role of ["support", "viewer"]) {
      await refuses("FORBIDDEN", change(mall, placed, to, await mall.staff(role)));
    }
    const manager = await mall.staff("manager");
    const [first, again] = await Promise.all([
      change(mall, placed, to, manager),
      change(mall, placed, to, manager),
    ]);
    assert.deepEqual(first, again);
    await refuses("IDEMPOTENCY_CONFLICT", change(mall, placed, { ...to, goods_fen: 1 }, manager));
    const rows = await db.sql`
      select reason, detail from ops.audit_log where command = 'change_order_price'`;
    const detail = { before_fen: placed.payable_fen, payable_fen: 9_000 };
    assert.deepEqual([...rows], [{ reason, detail }]);
    const event = first.history.find((one) => one.event === "price_changed");
    assert.deepEqual([event?.by, event?.note], ["shop", reason]);
    await mall.notify(await mall.startPaying(buyer, placed));
    await refuses("ORDER_NOT_PAYABLE", change(mall, placed, { goods_fen: 1, freight_fen: 0 }));
  }));
