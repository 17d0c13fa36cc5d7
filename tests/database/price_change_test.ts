import assert from "node:assert/strict";
import type { StaffOrder } from "@/contracts/staff/orders.ts";
import { newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { change, reason, unpaid } from "@/tests/support/price_change.ts";

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

Deno.test("staff who may refund change a price once per key, with its reason in the audit log and the history", () =>
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
