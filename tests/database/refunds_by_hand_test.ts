import assert from "node:assert/strict";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { bought, failed, half, statusOf, wechatSays } from "@/tests/support/refunds.ts";

/** What moved by refunds, per account, in fen. */
async function refunds(mall: Mall): Promise<Record<string, number>> {
  const rows = await mall.db.sql<{ kind: string; fen: number }[]>`
    select a.kind, sum(e.amount)::int as fen from ledger.entries e
      join ledger.accounts a on a.id = e.account_id join ledger.transfers t on t.id = e.transfer_id
     where t.kind = 'refund' group by a.kind having sum(e.amount) <> 0`;
  return Object.fromEntries(rows.map(({ kind, fen }) => [kind, fen]));
}

Deno.test("an abnormal refund that staff settled by hand is booked once, also when WeChat says SUCCESS later", () =>
  onMall(async (mall) => {
    const { buyer, paid } = await bought(mall);
    const row = await failed(mall, buyer, paid.order_id, "ABNORMAL", half);
    await mall.decideWork(row, "settle");
    const booked = { wechat: 10_000, sales: -10_000 };
    assert.deepEqual(await refunds(mall), booked);
    const settled = {
      order: "paid",
      after_sale: "refunded",
      refund: "refunded",
      by_hand: "wechat",
    };
    assert.deepEqual({ ...await statusOf(mall) }, settled);
    assert.deepEqual(await wechatSays(mall, "SUCCESS"), { result: "applied", reason: null });
    assert.deepEqual(await wechatSays(mall, "SUCCESS"), { result: "duplicate", reason: null });
    assert.deepEqual(await refunds(mall), booked);
    await refuses("WORK_STATE", mall.decideWork(row, "settle"));
  }));

Deno.test("a closed refund that staff settled outside takes nothing from the account at WeChat", () =>
  onMall(async (mall) => {
    const { buyer, paid } = await bought(mall);
    const row = await failed(mall, buyer, paid.order_id, "CLOSED", null);
    await mall.decideWork(row, "settle");
    assert.deepEqual(await refunds(mall), { outside: 20_000, sales: -20_000 });
    const { order, refund, by_hand } = await statusOf(mall);
    assert.deepEqual([order, refund, by_hand], ["refunded", "refunded", "outside"]);
    assert.equal((await wechatSays(mall, "SUCCESS")).reason, "already_closed");
  }));

Deno.test("a refund thought never sent, settled outside, which WeChat made after all: the money came from WeChat", () =>
  onMall(async (mall, db) => {
    const { buyer, paid } = await bought(mall);
    await mall.approveRefund(await mall.askRefund(buyer, paid.order_id, half));
    await db.sql`update ops.outbox set status = 'failed' where kind = 'refund'`;
    const [refund] = await db.sql`select id from pay.refunds`;
    await db.sql`select private.add_work(${mall.shop_id}, 'unsent_refund', ${refund!.id})`;
    const [row] = await mall.work("unsent_refund");
    await mall.decideWork(row!, "settle");
    assert.deepEqual(await refunds(mall), { outside: 10_000, sales: -10_000 });
    const [sent] = await db.sql`select status from ops.outbox where kind = 'refund'`;
    assert.equal(sent!.status, "dropped");
    await wechatSays(mall, "SUCCESS");
    assert.deepEqual(await refunds(mall), { wechat: 10_000, sales: -10_000 });
    assert.equal((await statusOf(mall)).by_hand, "wechat");
  }));

Deno.test("a payment of a closed order whose refund fails stands on the work list and can be settled", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([5000]) as [string];
    const unpaid = await mall.startPaying(
      buyer,
      await mall.place(buyer, [{ sku_id, quantity: 1 }]),
    );
    await db.call(buyer, "cancel_order", {
      order_id: unpaid.order_id,
      idempotency_key: newKey(),
    });
    await mall.notify(unpaid);
    await wechatSays(mall, "ABNORMAL");
    const [row] = await mall.work("refund_abnormal");
    assert.deepEqual([row!.detail.order_id, row!.detail.amount_fen, row!.detail.cause], [
      unpaid.order_id,
      5000,
      "late_payment",
    ]);
    await mall.decideWork(row!, "settle");
    assert.deepEqual(await refunds(mall), { wechat: 5000, sales: -5000 });
  }));

Deno.test("WeChat's SUCCESS and five staff who settle by hand at once: one refund is booked", () =>
  onMall(async (mall, db) => {
    const { buyer, paid } = await bought(mall);
    const row = await failed(mall, buyer, paid.order_id, "ABNORMAL", half);
    const staff = Array.from({ length: 5 }, () => mall.decideWork(row, "settle"));
    const [told, ...ends] = await Promise.allSettled([wechatSays(mall, "SUCCESS"), ...staff]);
    assert.equal(told.status, "fulfilled");
    assert.ok(ends.filter(({ status }) => status === "fulfilled").length <= 1);
    assert.deepEqual(await refunds(mall), { wechat: 10_000, sales: -10_000 });
    assert.deepEqual(await mall.work(), []);
    const ended = await db.sql`select from realtime.messages where event = 'work.ended'`;
    assert.equal(ended.length, 1);
  }));
