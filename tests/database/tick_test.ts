import assert from "node:assert/strict";
import { WechatWorld } from "../support/wechat_world.ts";

Deno.test("C51 C66 the tick receives orders shipped long ago and settles due commission", async () => {
  const world = await WechatWorld.open();
  const { mall } = world;
  const [level1, buyer] = [await world.member(), await world.member()];
  await mall.promote(level1);
  await mall.bind(buyer, level1);
  const [sku_id] = await mall.product([9900]) as [string];
  const { order_id } = await world.buy(buyer, [{ sku_id, quantity: 1 }]);
  await mall.ship(order_id);
  assert.equal((await world.tick()).received, 0);
  assert.equal(await world.orderStatus(order_id), "shipped");

  await world.db.clock.advance(30);
  assert.equal((await world.tick()).received, 1);
  assert.equal(await world.orderStatus(order_id), "completed");
  await world.db.clock.advance(61);
  assert.equal((await world.tick()).settled, 1);
  assert.equal((await mall.balances(level1)).available_fen, 990);
  assert.equal((await world.tick()).settled, 0);
  await world.close();
});

Deno.test("a job that fails stops no other, and says so", async () => {
  const world = await WechatWorld.open();
  const { buyer, order_id } = await world.bought();
  await world.mall.approveRefund(await world.mall.askRefund(buyer, order_id, null));
  await world.db.sql`revoke execute on function api.auto_receive(int) from mall_jobs`;
  const summary = await world.tick();
  assert.equal(summary.received, null);
  assert.equal(summary.outbox, 1);
  assert.equal(summary.settled, 0);
  assert.equal(summary.maintained, 1);
  assert.equal(await world.orderStatus(order_id), "refunded");
  await world.close();
});

Deno.test("upkeep runs once an hour, not with every tick", async () => {
  const world = await WechatWorld.open();
  assert.equal((await world.tick()).maintained, 1);
  assert.equal((await world.tick()).maintained, 0);
  await world.close();
});
