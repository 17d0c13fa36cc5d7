import assert from "node:assert/strict";
import { WechatWorld } from "../support/wechat_world.ts";

/** An order that its buyer can pay. */
async function payable() {
  const world = await WechatWorld.open();
  const buyer = await world.member();
  const [sku_id] = await world.mall.product([9900], { stock: 10 }) as [string];
  const prepared = await world.prepare(buyer, [{ sku_id, quantity: 1 }]);
  const pay = () => world.simulator.control.pay(prepared.prepay_id);
  const atWechat = () => [...world.simulator.state.payments.rows()][0]!.state;
  return { world, mall: world.mall, buyer, sku_id, pay, atWechat, ...prepared };
}

/** No notification of a payment arrives. */
function loseNotices(world: WechatWorld): void {
  const match = { event_type: "TRANSACTION.SUCCESS" };
  world.simulator.control.addFault({ kind: "notify_lost", match });
}

Deno.test("C46 a payment whose notification was lost is asked about after seconds", async () => {
  const { world, order_id, pay } = await payable();
  loseNotices(world);
  pay();
  await world.tick();
  assert.equal(await world.orderStatus(order_id), "pending_payment");
  await world.later(0.1);
  assert.equal((await world.tick()).open_payments, 1);
  assert.equal(await world.orderStatus(order_id), "paid");
  await world.close();
});

Deno.test("C50 an order that nobody pays is closed at WeChat first, then here, and its stock returns", async () => {
  const { world, mall, order_id, sku_id, atWechat } = await payable();
  assert.equal(await mall.available(sku_id), 9);
  await world.later(29);
  await world.tick();
  assert.equal(await world.orderStatus(order_id), "pending_payment");
  await world.later(1.1);
  await world.tick();
  assert.equal(await world.orderStatus(order_id), "closed timeout");
  assert.equal(atWechat(), "CLOSED");
  assert.equal(await mall.available(sku_id), 10);
  await world.close();
});

Deno.test("C46 an order paid in its last moment is found paid before it is closed", async () => {
  const { world, mall, order_id, sku_id, pay } = await payable();
  loseNotices(world);
  pay();
  await world.db.sql`update pay.attempts set ask_at = ask_at + interval '1 day'`;
  await world.later(30.1);
  await world.tick();
  assert.equal(await world.orderStatus(order_id), "paid");
  assert.equal(await mall.available(sku_id), 9);
  await world.close();
});

Deno.test("C50 while WeChat says nothing the stock stays reserved, until the grace is over", async () => {
  const { world, mall, order_id, sku_id } = await payable();
  await mall.settings({ timeout_grace_minutes: 60 });
  world.simulator.control.addFault({ kind: "error_before_commit", times: null });
  await world.later(31);
  for (let n = 0; n < 3; n++) {
    await world.tick();
    assert.equal(await world.orderStatus(order_id), "pending_payment");
    await world.later(1);
  }
  assert.equal(await mall.available(sku_id), 9);
  await world.later(60);
  await world.tick();
  assert.equal(await world.orderStatus(order_id), "closed timeout");
  assert.equal(await mall.available(sku_id), 10);
  await world.close();
});

Deno.test("C45 a payment found only after the timeout revives the order while everything can be had", async () => {
  const { world, mall, order_id, sku_id, pay } = await payable();
  await mall.settings({ timeout_grace_minutes: 5 });
  loseNotices(world);
  pay();
  world.simulator.control.addFault({ kind: "error_before_commit", times: null });
  await world.later(31);
  await world.tick();
  await world.later(10);
  await world.tick();
  assert.equal(await world.orderStatus(order_id), "closed timeout");

  world.simulator.control.removeFaults();
  await world.later(31);
  await world.tick();
  assert.equal(await world.orderStatus(order_id), "paid");
  assert.equal(await mall.available(sku_id), 9);
  await world.close();
});

Deno.test("C42 what its buyer cancels is closed at WeChat too", async () => {
  const { world, mall, buyer, order_id, atWechat } = await payable();
  await mall.db.call(buyer, "cancel_order", { order_id, idempotency_key: crypto.randomUUID() });
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(atWechat(), "CLOSED");
  const [attempt] = await world.db.sql`select status from pay.attempts`;
  assert.equal(attempt!.status, "closed");
  await world.close();
});

Deno.test("C45 a payment quicker than its buyer's cancel is found when closing, and sent back", async () => {
  const { world, mall, buyer, order_id, pay } = await payable();
  loseNotices(world);
  pay();
  await mall.db.call(buyer, "cancel_order", { order_id, idempotency_key: crypto.randomUUID() });
  await world.tick();
  await world.tick(); // the refund is written by the answer to the closing
  assert.equal(await world.orderStatus(order_id), "closed buyer");
  const [refund] = await world.db.sql`select cause, status from pay.refunds`;
  assert.deepEqual({ ...refund }, { cause: "late_payment", status: "refunded" });
  assert.equal(world.simulator.state.refunds.size, 1);
  await world.close();
});

Deno.test("an attempt that WeChat never heard of is closed without asking it to", async () => {
  const world = await WechatWorld.open();
  const buyer = await world.member();
  const [sku_id] = await world.mall.product([9900]) as [string];
  const placed = await world.mall.place(buyer, [{ sku_id, quantity: 1 }]);
  await world.mall.startPaying(buyer, placed); // and then the buyer's phone went away
  await world.later(31);
  await world.tick();
  assert.equal(await world.orderStatus(placed.order_id), "closed timeout");
  await world.close();
});

Deno.test("an attempt of another merchant account is left alone, not taken for unknown", async () => {
  const { world, order_id } = await payable();
  await world.db.sql`update pay.attempts set mchid = '1900000009'`;
  await world.later(31);
  await world.tick();
  assert.equal(await world.orderStatus(order_id), "pending_payment");
  await world.db.sql`update pay.attempts set mchid = '1900000001'`;
  await world.close();
});
