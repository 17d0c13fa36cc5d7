import assert from "node:assert/strict";
import { type Mall, newKey, type Paid } from "@/tests/support/mall.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";

/** WeChat tells of a refund whose number is none of ours. */
function told(mall: Mall, paid: Paid, refund_fen: number, change: Record<string, unknown> = {}) {
  const refund_id = `50${newKey()}`;
  return mall.db.call<{ result: string; reason: string | null }>(
    { role: "mall_wechat" },
    "record_refund_notice",
    {
      shop: mall.shop,
      notice: { id: newKey() },
      refund: {
        mchid: "1900000001",
        out_trade_no: paid.transaction["out_trade_no"],
        transaction_id: paid.transaction["transaction_id"],
        out_refund_no: "by-hand-1",
        refund_id,
        refund_status: "SUCCESS",
        amount: { total: paid.payable_fen, refund: refund_fen },
        ...change,
      },
    },
  );
}

const applied = { result: "applied", reason: null };

async function state({ db }: Mall, order_id: string) {
  const [row] = await db.sql`
    select o.status, o.close_reason,
           (select coalesce(sum(r.payable_fen), 0)::int from pay.refunds r where r.order_id = o.id and r.status = 'refunded') as returned
      from trade.orders o where o.id = ${order_id}`;
  return [row!.status, row!.close_reason, row!.returned];
}

const listed = async ({ db }: Mall) =>
  (await db.sql<{ code: string; times: number }[]>`
    select detail ->> 'code' as code, times from ops.work where kind = 'provider_refund' order by id`)
    .map(({ code, times }) => [code, times]);

/** Three pieces of one line and one of another, 42,000 fen with freight, two levels earning. */
async function bought(mall: Mall) {
  await mall.settings({ freight_fen: 2000 });
  const chain = await mall.chain();
  const skus = await mall.product([10_000, 10_000], { stock: 10 }) as [string, string];
  const lines = [{ sku_id: skus[0], quantity: 3 }, { sku_id: skus[1], quantity: 1 }];
  return { ...chain, skus, paid: await mall.buy(chain.buyer, lines) };
}

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

Deno.test("C62 a refund of all made at WeChat ends the order, takes back the commission, restocks what was not shipped, and is listed", () =>
  onMall(async (mall, db) => {
    const { paid, skus, level1, level2, buyer } = await bought(mall);
    await mall.ship(paid.order_id, [{ line_no: 1, quantity: 2 }]);
    const after_sale = await mall.askRefund(buyer, paid.order_id, [{ line_no: 1, quantity: 1 }]);
    assert.deepEqual(await told(mall, paid, 42_000), applied);
    assert.deepEqual(await state(mall, paid.order_id), ["refunded", null, 42_000]);
    assert.deepEqual([await mall.available(skus[0]), await mall.available(skus[1])], [8, 10]);
    for (const who of [level1, level2]) {
      const { pending_fen, held_fen } = await mall.balances(who);
      assert.deepEqual([pending_fen, held_fen], [0, 0]);
    }
    const rows = await db.sql`select id, origin, status from trade.after_sales order by id`;
    assert.deepEqual(rows.map(({ origin, status }) => [origin, status]), [
      ["buyer", "cancelled"],
      ["provider", "refunded"],
    ]);
    assert.equal(rows[0]!.id, after_sale);
    const { history } = await db.call<{ history: { event: string; by: string }[] }>(
      buyer,
      "get_order",
      { order_id: paid.order_id },
    );
    const ended = history.find(({ event }) => event === "after_sale_cancelled");
    assert.equal(ended!.by, "wechat");
    assert.deepEqual(await listed(mall), [["applied", 1]]);
  }));

Deno.test("C55 C62 sums given back at WeChat in pieces, with refunds of ours between them, take exactly the commission of what went back", () =>
  onMall(async (mall, db) => {
    const { paid, buyer, level1 } = await bought(mall);
    assert.equal((await mall.balances(level1)).pending_fen, 4000);
    assert.deepEqual(await told(mall, paid, 7_777), applied);
    assert.deepEqual(await state(mall, paid.order_id), ["paid", null, 7_777]);
    const ours = await mall.refund(buyer, paid.order_id, [{ line_no: 1, quantity: 1 }]);
    await mall.checkBooks();
    assert.deepEqual(await told(mall, paid, 42_000 - 7_777 - ours + 1), {
      result: "rejected",
      reason: "refund_exceeds_paid",
    });
    assert.deepEqual(await told(mall, paid, 42_000 - 7_777 - ours), applied);
    assert.deepEqual(await state(mall, paid.order_id), ["refunded", null, 42_000]);
    assert.equal((await mall.balances(level1)).pending_fen, 0);
    assert.deepEqual(await listed(mall), [["applied", 1], ["refund_exceeds_paid", 1], [
      "applied",
      1,
    ]]);
    const [left] = await db.sql`
      select sum(goods_fen - refunded_goods_fen + freight_fen - refunded_freight_fen)::int as fen from trade.order_lines`;
    assert.equal(left!.fen, 0);
  }));

Deno.test("C62 a part given back at WeChat leaves an after-sale open, all of it ends even a return under way", () =>
  onMall(async (mall, db) => {
    const { paid, buyer } = await bought(mall);
    await mall.ship(paid.order_id);
    const lines = [{ line_no: 1, quantity: 1 }];
    const id = await mall.askRefund(buyer, paid.order_id, lines, "return_refund");
    const status = async () => {
      const [row] = await db.sql`select status from trade.after_sales where id = ${id}`;
      return row!.status;
    };
    assert.deepEqual(await told(mall, paid, 1_000), applied);
    assert.equal(await status(), "requested");
    await mall.approveRefund(id);
    assert.deepEqual(await told(mall, paid, 1_000), applied);
    assert.equal(await status(), "returning");
    assert.deepEqual(await told(mall, paid, 40_000), applied);
    assert.equal(await status(), "cancelled");
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

Deno.test("C62 what WeChat gave back after settlement is taken from the balance, also below zero", () =>
  onMall(async (mall, db) => {
    const { paid, buyer, level1 } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    await db.clock.advance(16);
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 4000);
    await mall.withdraw(level1, 3000);
    assert.deepEqual(await told(mall, paid, 42_000), applied);
    assert.equal((await mall.balances(level1)).available_fen, -3000);
  }));
