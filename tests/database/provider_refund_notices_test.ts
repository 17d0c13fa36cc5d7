import assert from "node:assert/strict";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import { applied, bought, listed, state, told } from "@/tests/support/provider_refunds.ts";

async function unpaid(mall: Mall) {
  const { buyer, level1 } = await mall.chain();
  const [sku_id] = await mall.product([10_000], { stock: 5 }) as [string];
  const paying = await mall.startPaying(buyer, await mall.place(buyer, [{ sku_id, quantity: 2 }]));
  return { buyer, level1, sku_id, paying };
}

for (const when of ["while it waits", "after it timed out", "after the buyer's cancel"]) {
  Deno.test(`C44 REFUND as the state of a payment, ${when}: the order is closed, nothing is promised, both moves are booked once`, () =>
    onMall(async (mall, db) => {
      const { buyer, level1, sku_id, paying } = await unpaid(mall);
      if (when === "after it timed out") {
        await db.clock.advance(minutes(151));
        await mall.closeExpired();
      } else if (when !== "while it waits") {
        await db.call(buyer, "cancel_order", {
          order_id: paying.order_id,
          idempotency_key: newKey(),
        });
      }
      const refund = { trade_state: "REFUND" };
      assert.deepEqual(await mall.notify(paying, refund), applied);
      const [status, , returned] = await state(mall, paying.order_id);
      assert.deepEqual([status, returned], ["closed", 20_000]);
      assert.equal(await mall.available(sku_id), 5);
      assert.equal((await mall.balances(level1)).pending_fen, 0);
      assert.deepEqual(await listed(mall), [["applied", 1]]);
      assert.equal((await mall.notify(paying, refund)).result, "duplicate");
      assert.equal((await mall.notify(paying)).result, "duplicate");
      const attempts = await db.sql`select from pay.refund_attempts`;
      assert.equal(attempts.length, 0); // nothing is asked of WeChat
      const its_notice = () => told(mall, paying, 20_000, { refund_id: "50000000000000009" });
      for (let n = 0; n < 2; n++) assert.equal((await its_notice()).result, "duplicate");
      assert.deepEqual(await listed(mall), [["applied", 1]]);
      assert.equal((await told(mall, paying, 20_000)).reason, "refund_exceeds_paid");
    }));
}

Deno.test("REFUND as the state of a payment that is booked already changes nothing: its refund comes by its own notice", () =>
  onMall(async (mall) => {
    const { paid } = await bought(mall);
    assert.equal((await mall.notify(paid, { trade_state: "REFUND" })).result, "duplicate");
    assert.deepEqual(await state(mall, paid.order_id), ["paid", null, 0]);
  }));

Deno.test("C47 C62 a refund made at WeChat is believed from the merchant that was paid, though the shop has another by now", () =>
  onMall(async (mall, db) => {
    const { paid } = await bought(mall);
    await db.sql`update shop.wechat_accounts set mchid = '1900000002'`;
    assert.equal((await told(mall, paid, 1_000, { mchid: "1900000002" })).reason, "wrong_mchid");
    assert.deepEqual(await told(mall, paid, 1_000), applied);
    assert.deepEqual(await state(mall, paid.order_id), ["paid", null, 1_000]);
  }));

Deno.test("C62 the same refund of WeChat told ten times at once is applied once; two different ones never exceed what was paid", () =>
  onMall(async (mall) => {
    const { paid } = await bought(mall);
    const once = { refund_id: "50000000000000001" };
    const same = await Promise.all(
      Array.from({ length: 10 }, () => told(mall, paid, 30_000, once)),
    );
    assert.equal(same.filter(({ result }) => result === "applied").length, 1);
    assert.equal(same.filter(({ result }) => result === "duplicate").length, 9);
    const others = await Promise.all([1, 2, 3].map(() => told(mall, paid, 7_000)));
    assert.deepEqual(others.map(({ result }) => result).toSorted(), [
      "applied",
      "rejected",
      "rejected",
    ]);
    assert.deepEqual(await state(mall, paid.order_id), ["paid", null, 37_000]);
  }));

Deno.test("C62 a refund of WeChat that names no payment, is no success or another sum moves nothing and is listed once however often it is told", () =>
  onMall(async (mall) => {
    const { paid } = await bought(mall);
    const strange: [Record<string, unknown>, string][] = [
      [{ out_trade_no: "x", transaction_id: "y", refund_id: "1" }, "unknown_number"],
      [{ refund_status: "ABNORMAL", refund_id: "2" }, "not_refunded"],
      [{ amount: { total: 1, refund: 1 }, refund_id: "3" }, "wrong_amount"],
      [{ amount: { total: paid.payable_fen, refund: 0 }, refund_id: "4" }, "wrong_amount"],
      [{ amount: { total: paid.payable_fen, refund: "100" }, refund_id: "5" }, "wrong_amount"],
    ];
    for (const [change, reason] of strange) {
      for (let n = 0; n < 2; n++) {
        assert.deepEqual(await told(mall, paid, 100, change), { result: "rejected", reason });
      }
    }
    assert.deepEqual(await listed(mall), strange.map(([, reason]) => [reason, 2]));
    assert.deepEqual(await state(mall, paid.order_id), ["paid", null, 0]);
  }));

Deno.test("C44 C62 a refund that WeChat tells before its payment: all of it closes the order; a part waits for the payment", () =>
  onMall(async (mall) => {
    const whole = (await unpaid(mall)).paying;
    assert.deepEqual(await told(mall, whole, 20_000), applied);
    assert.deepEqual(await state(mall, whole.order_id), ["closed", "shop", 20_000]);
    assert.equal((await mall.notify(whole)).result, "duplicate");

    const part = (await unpaid(mall)).paying;
    const refund = { refund_id: "50000000000000002" };
    assert.equal((await told(mall, part, 5_000, refund)).reason, "not_a_payment");
    assert.deepEqual(await mall.notify(part), applied);
    assert.deepEqual(await told(mall, part, 5_000, refund), applied);
    assert.deepEqual(await state(mall, part.order_id), ["paid", null, 5_000]);
  }));
