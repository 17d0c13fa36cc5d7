import assert from "node:assert/strict";
import { notificationBody, signedHeaders } from "@/shared/wechat/test_support.ts";
import { Mall, type Member } from "../support/mall.ts";
import { changedTables, readRows } from "../support/rows.ts";
import { Callbacks } from "../support/wechat_callbacks.ts";
import { mchid, openCallbacks } from "@/tests/support/notice_callbacks.ts";

/** A distributor with a settled balance whose withdrawal WeChat has been asked for. */
async function withdrawing(mall: Mall): Promise<{ level1: Member; bill: Record<string, unknown> }> {
  const { level1, buyer } = await mall.chain();
  const [sku_id] = await mall.product([90_000]);
  const paid = await mall.buy(buyer, [{ sku_id: sku_id!, quantity: 1 }]);
  await mall.complete(buyer, paid.order_id);
  await mall.db.clock.advance(61);
  await mall.settle();
  await mall.db.clock.reset();
  const { available_fen } = await mall.balances(level1);
  const withdrawal = await mall.withdraw(level1, available_fen!);
  if (withdrawal.status === "requested") {
    await mall.db.call(mall.owner, "review_withdrawal", {
      shop: mall.shop,
      withdrawal_id: withdrawal.id,
      approve: true,
      reason: "同意",
      idempotency_key: crypto.randomUUID(),
    });
  }
  const ids = { shop_id: mall.shop_id, withdrawal_id: withdrawal.id };
  await mall.db.call({ role: "mall_jobs" }, "begin_transfer", ids);
  const bill = {
    mch_id: mchid,
    out_bill_no: withdrawal.id.replaceAll("-", ""),
    transfer_bill_no: "1330000",
    state: "SUCCESS",
    transfer_amount: withdrawal.net_fen,
  };
  return { level1, bill };
}

function sendBill(callbacks: Callbacks, bill: Record<string, unknown>) {
  const body = notificationBody("mch_payment", "MCHTRANSFER.BILL.FINISHED", JSON.stringify(bill));
  return callbacks.post("notify/transfer", body, signedHeaders(body));
}

Deno.test("C73 a transfer notification pays a withdrawal once", async () => {
  const { mall, callbacks, close } = await openCallbacks();
  const { level1, bill } = await withdrawing(mall);
  const answers = await Promise.all([1, 2, 3].map(() => sendBill(callbacks, bill)));
  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]);
  const balances = await mall.balances(level1);
  assert.equal(balances.available_fen, 0);
  assert.equal(balances.withdrawn_fen, 9000);
  await close();
});

Deno.test("C76 a transfer that failed brings the money back; a success afterwards waits for a person and holds the balance", async () => {
  const { mall, callbacks, close } = await openCallbacks();
  const { level1, bill } = await withdrawing(mall);
  const failed = { ...bill, state: "FAIL", fail_reason: "OVERDUE_CLOSE" };
  assert.equal((await sendBill(callbacks, failed)).status, 200);
  assert.equal((await mall.balances(level1)).available_fen, 9000);
  assert.equal((await sendBill(callbacks, bill)).status, 400);
  assert.equal((await mall.balances(level1)).available_fen, 9000);
  const [item] = await mall.work();
  assert.equal(item!.kind, "transfer_contradicted");
  assert.deepEqual([item!.detail.state, item!.detail.amount_fen], ["SUCCESS", 9000]);
  await assert.rejects(mall.withdraw(level1, 9000), { message: "BALANCE_HELD" });
  await close();
});

Deno.test("C43 a transfer notification with another amount, merchant or number changes nothing", async (t) => {
  const { mall, callbacks, close } = await openCallbacks();
  const { bill } = await withdrawing(mall);
  const cases: [string, Record<string, unknown>][] = [
    ["wrong_amount", { transfer_amount: 1 }],
    ["wrong_mchid", { mch_id: "1900000002" }],
    ["unknown_number", { out_bill_no: "0".repeat(32) }],
    ["unknown_state", { state: "SOMETHING_NEW" }],
  ];
  for (const [reason, change] of cases) {
    await t.step(reason, async () => {
      const before = await readRows(mall.db.sql);
      const { status, lines } = await sendBill(callbacks, { ...bill, ...change });
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
