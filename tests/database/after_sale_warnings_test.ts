import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import {
  completed,
  history,
  send,
  stateOf,
  sweep,
  warnings,
} from "@/tests/support/after_sale_ends.ts";

Deno.test("nobody reviews: a day before the end the shop is warned, at the end the refund is approved", () =>
  onMall(async (mall, db) => {
    const { buyer, level1, order_id } = await completed(mall);
    const id = await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    await db.clock.advance(4 - minutes(1));
    assert.deepEqual([await sweep(mall), await warnings(mall)], [0, []]);
    await db.clock.advance(minutes(2));
    assert.deepEqual([await sweep(mall), await warnings(mall)], [0, ["open"]]);
    assert.equal(await sweep(mall), 0);
    const [warned] = await db.sql`select times from ops.work where kind = 'after_sale_overdue'`;
    assert.equal(warned!.times, 1); // once a wait, not with every tick
    await db.clock.advance(1 - minutes(2));
    assert.equal(await sweep(mall), 0);
    assert.deepEqual(await stateOf(mall, id), ["requested", "refund_only"]);
    await db.clock.advance(minutes(2));
    assert.equal(await sweep(mall), 1);
    assert.deepEqual(await stateOf(mall, id), ["refunding", "refund_only"]);
    assert.deepEqual(await warnings(mall), ["done"]);
    await mall.refundArrives(id);
    assert.deepEqual(await stateOf(mall, id), ["refunded", "refund_only"]);
    assert.equal((await mall.balances(level1)).pending_fen, 2000);
    assert.deepEqual(await history(mall, buyer, order_id), [
      "requested buyer",
      "timeout system",
      "approved system",
      "refunded wechat",
    ]);
  }));

Deno.test("acting in time ends the warning, and a shop's days are its own settings", () =>
  onMall(async (mall, db) => {
    const days = {
      after_sale_review_days: 2,
      after_sale_return_days: 3,
      after_sale_inspect_days: 4,
    };
    await db.call(mall.owner, "save_shop_settings", {
      shop: mall.shop,
      settings: days,
      reason: "改期限",
      idempotency_key: newKey(),
    });
    const { buyer, order_id } = await completed(mall);
    const due = async (id: string) => {
      const [row] = await db.sql`
        select round(extract(epoch from due_at - private.now()) / 86400)::int as days from trade.after_sales where id = ${id}`;
      return row!.days;
    };
    const id = await mall.askRefund(buyer, order_id, null, "return_refund");
    assert.equal(await due(id), 2);
    await db.clock.advance(1.5);
    await sweep(mall);
    assert.deepEqual(await warnings(mall), ["open"]);
    await mall.approveRefund(id);
    assert.deepEqual(await warnings(mall), ["done"]);
    assert.equal(await due(id), 3);
    await send(mall, buyer, id);
    assert.equal(await due(id), 4);
    await db.clock.advance(3.5);
    await sweep(mall);
    await db.call(mall.owner, "receive_return", {
      shop: mall.shop,
      after_sale_id: id,
      reason: "收到",
      idempotency_key: newKey(),
    });
    assert.deepEqual(await warnings(mall), ["done", "done"]);
    await db.clock.advance(30);
    assert.equal(await sweep(mall), 0);
  }));

Deno.test("the shop is warned exactly a day before the end, and the end comes in its very moment", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id } = await completed(mall);
    await db.clock.freeze();
    const id = await mall.askRefund(buyer, order_id, null);
    await db.clock.advance(4);
    assert.deepEqual([await sweep(mall), await warnings(mall)], [0, ["open"]]);
    await db.clock.advance(1);
    assert.equal(await sweep(mall), 1);
    assert.deepEqual(await stateOf(mall, id), ["refunding", "refund_only"]);
  }));
