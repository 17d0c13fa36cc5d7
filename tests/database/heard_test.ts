import assert from "node:assert/strict";
import { Mall, newKey } from "../support/mall.ts";
import { onMall } from "../support/on_mall.ts";

/** An order that is being paid. */
async function paying(mall: Mall) {
  const [buyer] = await mall.members(1);
  const [sku_id] = await mall.product([9900]) as [string];
  const placed = await mall.place(buyer!, [{ sku_id, quantity: 1 }]);
  return await mall.startPaying(buyer!, placed);
}

Deno.test("C43 a payment WeChat reports and we do not believe is on the work list, with what it said and why", async (t) => {
  const cases: Record<string, Record<string, unknown>> = {
    wrong_amount: { amount: { total: 1, currency: "CNY" } },
    wrong_appid: { appid: "wx2" },
    wrong_mchid: { mchid: "1900000002" },
    not_a_payment: { transaction_id: "" },
    unknown_number: { out_trade_no: "0".repeat(32) },
  };
  for (const [reason, change] of Object.entries(cases)) {
    await t.step(reason, () =>
      onMall(async (mall) => {
        const paid = await paying(mall);
        const verdict = { result: "rejected", reason };
        for (let n = 0; n < 3; n++) assert.deepEqual(await mall.notify(paid, change), verdict);
        const [item, ...more] = await mall.work();
        assert.deepEqual([more, item!.kind, item!.times], [[], "rejected_payment", 3]);
        assert.equal(item!.detail.reason, reason);
        assert.equal(
          item!.detail.order_id,
          reason === "unknown_number" ? undefined : paid.order_id,
        );

        await mall.decideWork(item!, reason === "wrong_appid" ? "dismiss" : "settle");
        assert.deepEqual(await mall.notify(paid, change), verdict);
        assert.deepEqual(await mall.work(), []); // decided: WeChat repeats itself
        await mall.notify(paid, { ...change, trade_state: "NOTPAY" });
        assert.equal((await mall.work()).length, 1);
      }));
  }
});

Deno.test("C43 another currency is another amount; none named is ours", () =>
  onMall(async (mall) => {
    const paid = await paying(mall);
    const total = paid.payable_fen;
    for (const currency of ["USD", "cny", ""]) {
      const { reason } = await mall.notify(paid, { amount: { total, currency } });
      assert.equal(reason, "wrong_amount", currency);
    }
    assert.equal((await mall.notify(paid, { amount: { total } })).result, "applied");
  }));

Deno.test("a second payment under a paid number is on the work list; the same one again is not", () =>
  onMall(async (mall) => {
    const paid = await paying(mall);
    await mall.notify(paid);
    assert.equal((await mall.notify(paid)).result, "duplicate");
    assert.deepEqual(await mall.work(), []);
    const other = await mall.notify(paid, { transaction_id: "4200000000" });
    assert.equal(other.reason, "other_transaction");
    const [item] = await mall.work("rejected_payment");
    assert.equal(item!.detail.wechat_number, "4200000000");
  }));

Deno.test("an answer to our own question that is not believed is on the work list like a notification", () =>
  onMall(async (mall, db) => {
    const paid = await paying(mall);
    const { shop_id } = mall;
    const jobs = { role: "mall_jobs" };
    const answer = { shop_id, attempt_id: paid.attempt_id, transaction: paid.transaction };
    const wrong = { ...paid.transaction, amount: { total: 1 } };
    await db.call(jobs, "record_payment_answer", { ...answer, transaction: wrong });
    const none = { shop_id, refund_attempt_id: crypto.randomUUID(), refund: { status: "SUCCESS" } };
    await db.call(jobs, "record_refund_answer", none);
    const bill = { shop_id, withdrawal_id: crypto.randomUUID(), bill: { state: "SUCCESS" } };
    await db.call(jobs, "record_transfer_answer", bill);
    const kinds = (await mall.work()).map(({ kind }) => kind).toSorted();
    assert.deepEqual(kinds, ["rejected_payment", "rejected_refund", "rejected_transfer"]);
    await db.call(jobs, "record_payment_answer", answer);
    assert.equal((await mall.work()).length, 3); // one of them is about a paid order now, and staff say so
  }));

Deno.test("nothing about a person stands on the work list", () =>
  onMall(async (mall, db) => {
    const paid = await paying(mall);
    const openid = "oPERSON0000000000000000000000";
    await mall.notify(paid, { payer: { openid }, attach: openid, amount: { total: 1 } });
    await db.call({ role: "mall_wechat" }, "record_transfer_notice", {
      shop: mall.shop,
      notice: { id: newKey() },
      bill: { mch_id: "1", out_bill_no: "0".repeat(32), state: "SUCCESS", openid },
    });
    const [row] = await db.sql`select count(*)::int as n from ops.work w
      where w::text like ${`%${openid}%`}`;
    assert.equal(row!.n, 0);
    assert.equal((await mall.work()).length, 2);
  }));

Deno.test("C47 a refund is believed from the merchant that was paid, though the shop has another by now", () =>
  onMall(async (mall, db) => {
    const [buyer] = await mall.members(1);
    const [sku_id] = await mall.product([9900]) as [string];
    const paid = await mall.buy(buyer!, [{ sku_id, quantity: 1 }]);
    await mall.approveRefund(await mall.askRefund(buyer!, paid.order_id, null));
    const [attempt] = await db.sql<{ number: string }[]>`
      select pay.wechat_number(id) as number from pay.refund_attempts`;
    await db.sql`update shop.wechat_accounts set mchid = '1900000009'`;
    const tell = (mchid: string, refund = 9900) =>
      db.call<{ result: string; reason: string }>({ role: "mall_wechat" }, "record_refund_notice", {
        shop: mall.shop,
        notice: { id: newKey() },
        refund: {
          mchid,
          out_refund_no: attempt!.number,
          refund_status: "SUCCESS",
          amount: { refund, total: 9900 },
        },
      });
    assert.equal((await tell("1900000009")).reason, "wrong_mchid");
    assert.equal((await tell("1900000001", 9000)).reason, "wrong_amount");
    assert.deepEqual((await mall.work()).map(({ detail }) => detail.amount_fen), [9000, 9900]);
    assert.equal((await tell("1900000001")).result, "applied");
  }));
