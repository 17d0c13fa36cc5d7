import assert from "node:assert/strict";
import { WechatWorld } from "../support/wechat_world.ts";

/** A paid order whose whole refund the shop has approved. */
async function refunding() {
  const world = await WechatWorld.open();
  const paid = await world.bought();
  const { mall } = world;
  const after_sale_id = await mall.askRefund(paid.buyer, paid.order_id, null);
  await mall.approveRefund(after_sale_id);
  return { world, ...paid, after_sale_id };
}

async function failedRefunds(world: WechatWorld) {
  return await world.db.sql<{ id: string }[]>`
    select id from pay.refunds where status = 'refund_failed'`;
}

Deno.test("C47 an approved refund is sent, and WeChat's notification closes the order", async () => {
  const { world, order_id } = await refunding();
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(await world.orderStatus(order_id), "refunded");
  assert.deepEqual((await world.outbox("refund")).map(({ status }) => status), ["done"]);
  assert.equal(world.simulator.state.refunds.size, 1);
  await world.close();
});

Deno.test("C47 a refund whose answer was lost is sent again under its number: WeChat pays back once", async () => {
  const { world, order_id } = await refunding();
  world.simulator.control.addFault({
    kind: "notify_lost",
    match: { event_type: "REFUND.SUCCESS" },
  });
  world.simulator.control.addFault({ kind: "timeout_after_commit", match: { path: "/refunds" } });
  assert.equal((await world.tick()).outbox, 0);
  const [waiting] = await world.outbox("refund");
  assert.equal(waiting!.status, "waiting");
  assert.match(waiting!.last_error!, /timeout/);
  assert.equal(await world.orderStatus(order_id), "paid");

  await world.later(0.2);
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(world.simulator.state.refunds.size, 1);
  assert.equal(await world.orderStatus(order_id), "refunded");
  await world.close();
});

Deno.test("C46 a refund whose notification was lost is asked about", async () => {
  const { world, order_id } = await refunding();
  world.simulator.control.addFault({
    kind: "notify_lost",
    match: { event_type: "REFUND.SUCCESS" },
  });
  await world.tick();
  assert.equal(await world.orderStatus(order_id), "paid");
  await world.later(1.1);
  assert.equal((await world.tick()).open_refunds, 1);
  assert.equal(await world.orderStatus(order_id), "refunded");
  assert.equal((await world.tick()).open_refunds, 0);
  await world.close();
});

Deno.test("C48 while the merchant's account is short a refund waits, and goes when it is not", async () => {
  const { world, order_id } = await refunding();
  world.simulator.control.addFault({ kind: "not_enough", times: 2 });
  for (const minutes of [0, 0.2]) {
    await world.later(minutes);
    assert.equal((await world.tick()).outbox, 0);
  }
  const [waiting] = await world.outbox("refund");
  assert.match(waiting!.last_error!, /NOTENOUGH/);
  assert.deepEqual([...await failedRefunds(world)], []);
  await world.later(1);
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(await world.orderStatus(order_id), "refunded");
  await world.close();
});

Deno.test("C47 a refund that WeChat closed stands in the work list, and a new number brings the money back", async () => {
  const { world, order_id } = await refunding();
  world.simulator.control.addFault({ kind: "refund_closed" });
  await world.tick();
  assert.equal((await failedRefunds(world)).length, 1);
  assert.equal(await world.orderStatus(order_id), "paid");

  const [work] = await world.mall.work("refund_closed");
  await world.mall.decideWork(work!, "retry");
  await world.tick();
  const numbers = [...world.simulator.state.refunds.rows()].map((each) => each.out_refund_no);
  assert.equal(new Set(numbers).size, 2);
  assert.equal(await world.orderStatus(order_id), "refunded");
  assert.deepEqual(await world.mall.work(), []);
  await world.close();
});

Deno.test("C47 a refund that WeChat refuses for good is closed after some tries, never half done", async () => {
  const { world, order_id } = await refunding();
  const payment = [...world.simulator.state.payments.rows()][0]!;
  payment.paid_at! -= 366 * 86_400_000; // older than WeChat refunds
  for (const minutes of [0, 0.2, 1]) {
    await world.later(minutes);
    await world.tick();
  }
  assert.equal((await failedRefunds(world)).length, 1);
  const [attempt] = await world.db.sql`select status, failure from pay.refund_attempts`;
  assert.deepEqual({ ...attempt }, {
    status: "closed",
    failure: "INVALIDREQUEST 订单已超过可退款的最大期限",
  });
  const [work] = await world.mall.work("refund_closed");
  assert.equal(work!.detail.message, attempt!.failure);
  assert.equal(await world.orderStatus(order_id), "paid");
  await world.close();
});

Deno.test("two workers at once send each refund once", async () => {
  const world = await WechatWorld.open();
  const { mall } = world;
  for (let n = 0; n < 6; n++) {
    const { buyer, order_id } = await world.bought();
    await mall.approveRefund(await mall.askRefund(buyer, order_id, null));
  }
  const [one, two] = await Promise.all([world.tick(), world.tick()]);
  assert.equal(one.outbox! + two.outbox!, 6);
  const rows = await world.outbox("refund");
  assert.deepEqual(rows.map(({ status, tries }) => [status, tries]), Array(6).fill(["done", 1]));
  assert.equal(world.simulator.state.refunds.size, 6);
  await world.close();
});
