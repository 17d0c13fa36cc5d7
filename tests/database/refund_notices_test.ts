import assert from "node:assert/strict";
import { notificationBody, signedHeaders } from "@/shared/wechat/test_support.ts";
import { Mall } from "../support/mall.ts";
import { refuses } from "../support/on_mall.ts";
import { changedTables, readRows } from "../support/rows.ts";
import { Callbacks } from "../support/wechat_callbacks.ts";
import { mchid, openCallbacks } from "@/tests/support/notice_callbacks.ts";

/** A paid order whose refund has been approved: what WeChat says of it. */
async function refunding(mall: Mall) {
  const buyer = await mall.member();
  const [sku_id] = await mall.product([9900]);
  const paid = await mall.buy(buyer, [{ sku_id: sku_id!, quantity: 1 }]);
  const after_sale_id = await mall.askRefund(buyer, paid.order_id, null);
  const { payable_fen } = await mall.approveRefund(after_sale_id);
  const [attempt] = await mall.db.sql<{ number: string }[]>`
    select replace(id::text, '-', '') as number from pay.refund_attempts where shop_id = ${mall.shop_id}`;
  const refund = {
    mchid,
    transaction_id: paid.transaction.transaction_id,
    out_trade_no: paid.transaction.out_trade_no,
    refund_id: "50300000",
    out_refund_no: attempt!.number,
    refund_status: "SUCCESS",
    amount: { total: paid.payable_fen, refund: payable_fen, payer_total: 1, payer_refund: 1 },
  };
  return { refund, order_id: paid.order_id, after_sale_id };
}

function sendRefund(callbacks: Callbacks, refund: Record<string, unknown>, event: string) {
  const body = notificationBody("refund", `REFUND.${event}`, JSON.stringify(refund));
  return callbacks.post("notify/refund", body, signedHeaders(body));
}

async function failedRefunds(mall: Mall) {
  return await mall.db.sql<{ id: string; status: string }[]>`
    select id, status from pay.refunds where shop_id = ${mall.shop_id} and status = 'refund_failed'`;
}

Deno.test("C47 a refund notification returns the money once, however often it comes", async () => {
  const { mall, callbacks, close } = await openCallbacks();
  const { refund, order_id } = await refunding(mall);
  const answers = await Promise.all([1, 2, 3].map(() => sendRefund(callbacks, refund, "SUCCESS")));
  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]);
  const [order] = await mall.db.sql`select status from trade.orders where id = ${order_id}`;
  assert.equal(order!.status, "refunded");
  const [posted] = await mall.db.sql`
    select count(*)::int as count from ledger.transfers where kind = 'refund'`;
  assert.equal(posted!.count, 1);
  await close();
});

Deno.test("C47 a refund that WeChat says is CLOSED stands in the work list and may be tried anew", async () => {
  const { mall, callbacks, close } = await openCallbacks();
  const { refund, after_sale_id } = await refunding(mall);
  const closed = { ...refund, refund_status: "CLOSED" };
  assert.equal((await sendRefund(callbacks, closed, "CLOSED")).status, 200);
  assert.equal((await failedRefunds(mall)).length, 1);
  const [work] = await mall.work("refund_closed");
  await mall.decideWork(work!, "retry");
  const before = await readRows(mall.db.sql);
  const late = await sendRefund(callbacks, refund, "SUCCESS");
  assert.equal(late.status, 400); // the old number has ended; the new one is under way
  assert.ok(!changedTables(before, await readRows(mall.db.sql)).includes("ledger.entries"));
  await mall.refundArrives(after_sale_id);
  assert.deepEqual([...await failedRefunds(mall)], []);
  await close();
});

Deno.test("C47 a refund that WeChat says is ABNORMAL gets no new number, and SUCCESS ends it whenever it comes", async () => {
  const { mall, callbacks, close } = await openCallbacks();
  const { refund } = await refunding(mall);
  const abnormal = { ...refund, refund_status: "ABNORMAL" };
  assert.equal((await sendRefund(callbacks, abnormal, "ABNORMAL")).status, 200);
  const [work] = await mall.work("refund_abnormal");
  await refuses("INVALID_REQUEST", mall.decideWork(work!, "retry"));
  await mall.db.clock.advance(200);
  assert.equal((await sendRefund(callbacks, refund, "SUCCESS")).status, 200);
  assert.deepEqual([...await failedRefunds(mall)], []);
  assert.deepEqual(await mall.work(), []);
  const [attempts] = await mall.db.sql`select count(*)::int as count from pay.refund_attempts`;
  assert.equal(attempts!.count, 1);
  await close();
});

Deno.test("C43 a refund notification with another amount or merchant changes nothing", async (t) => {
  const { mall, callbacks, close } = await openCallbacks();
  const { refund } = await refunding(mall);
  const cases: [string, Record<string, unknown>][] = [
    ["wrong_amount", { amount: { ...refund.amount, refund: refund.amount.refund - 1 } }],
    ["wrong_mchid", { mchid: "1900000002" }],
  ];
  for (const [reason, change] of cases) {
    await t.step(reason, async () => {
      const before = await readRows(mall.db.sql);
      const { status, lines } = await sendRefund(callbacks, { ...refund, ...change }, "SUCCESS");
      assert.equal(status, 400);
      assert.deepEqual(lines.map((line) => line.reason), [reason]);
      assert.deepEqual(changedTables(before, await readRows(mall.db.sql)), [
        "ops.work",
        "person.notices",
      ]);
    });
  }
  await close();
});
