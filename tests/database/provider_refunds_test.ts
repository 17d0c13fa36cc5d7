import assert from "node:assert/strict";
import { onMall } from "@/tests/support/on_mall.ts";
import { applied, bought, listed, state, told } from "@/tests/support/provider_refunds.ts";

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
