import assert from "node:assert/strict";
import { minutes, onMall, refuses } from "@/tests/support/on_mall.ts";
import {
  completed,
  history,
  send,
  stateOf,
  sweep,
  warnings,
} from "@/tests/support/after_sale_ends.ts";

Deno.test("the history says what ended a wait: the buyer, the shop, or time", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id } = await completed(mall);
    const line = [{ line_no: 1, quantity: 1 }];
    const cancelled = await mall.askRefund(buyer, order_id, line);
    await db.call(buyer, "cancel_after_sale", { after_sale_id: cancelled });
    await db.clock.advance(minutes(1));
    await mall.approveRefund(await mall.askRefund(buyer, order_id, line, "return_refund"));
    await db.clock.advance(8);
    await sweep(mall);
    await db.clock.advance(minutes(1));
    const sent = await mall.askRefund(buyer, order_id, line, "return_refund");
    await mall.approveRefund(sent);
    await send(mall, buyer, sent);
    await db.clock.advance(8);
    await sweep(mall);
    const told = await history(mall, buyer, order_id);
    const count = (what: string) => told.filter((one) => one === what).length;
    assert.deepEqual([count("cancelled buyer"), count("cancelled system")], [1, 1]);
    assert.deepEqual([count("approved shop"), count("approved system")], [1, 0]);
    assert.deepEqual([count("received system"), count("received shop")], [1, 0]);
  }));

Deno.test("a return that nobody sends back is cancelled in the end, 200 days on nothing waits and the commission settles", () =>
  onMall(async (mall, db) => {
    const { buyer, level1, order_id, sku } = await completed(mall);
    const id = await mall.askRefund(buyer, order_id, null, "return_refund");
    await mall.approveRefund(id);
    await mall.settle();
    assert.equal((await mall.balances(level1)).held_fen, 3000);
    await db.clock.advance(7 - minutes(1));
    assert.equal(await sweep(mall), 0);
    await db.clock.advance(minutes(2));
    assert.equal(await sweep(mall), 1);
    assert.deepEqual(await stateOf(mall, id), ["cancelled", "return_refund"]);
    await db.clock.advance(193);
    await mall.settle();
    assert.deepEqual(await warnings(mall), ["done"]);
    assert.equal((await mall.balances(level1)).available_fen, 3000);
    assert.equal(await mall.available(sku), 7);
  }));

for (const kind of ["return_refund", "exchange"]) {
  Deno.test(`what was sent back (${kind}) and nobody inspects is paid back in the end`, () =>
    onMall(async (mall, db) => {
      const { buyer, order_id, sku } = await completed(mall);
      const id = await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 2 }], kind);
      await refuses("AFTER_SALE_STATE", send(mall, buyer, id)); // not agreed yet
      await mall.approveRefund(id);
      await db.clock.advance(6);
      const sent = await send(mall, buyer, id);
      assert.equal(sent.return_tracking_no, "SF1000000001");
      await db.clock.advance(5);
      await sweep(mall);
      assert.deepEqual(await warnings(mall), []); // the buyer's time is over, the shop's has begun
      const mended = await send(mall, buyer, id, { tracking_no: "SF1000000002" });
      assert.deepEqual([mended.due_at, mended.sent_at], [sent.due_at, sent.sent_at]);
      await db.clock.advance(2 - minutes(1));
      assert.deepEqual([await sweep(mall), await warnings(mall)], [0, ["open"]]);
      await db.clock.advance(minutes(2));
      assert.equal(await sweep(mall), 1);
      assert.deepEqual(await stateOf(mall, id), ["refunding", "return_refund"]);
      await mall.refundArrives(id);
      assert.deepEqual(await stateOf(mall, id), ["refunded", "return_refund"]);
      assert.equal(await mall.available(sku), 9);
      await refuses("AFTER_SALE_STATE", send(mall, buyer, id));
    }));
}
