import assert from "node:assert/strict";
import { minutes, onMall, refuses, seconds } from "../support/on_mall.ts";
import { WechatWorld } from "../support/wechat_world.ts";
import { setOwnEnv } from "../support/own_env.ts";

/** An order that nobody has begun to pay. */
async function placed() {
  const world = await WechatWorld.open();
  const buyer = await world.member();
  const [sku_id] = await world.mall.product([4200]) as [string];
  const { order_id } = await world.mall.place(buyer, [{ sku_id, quantity: 1 }]);
  const atWechat = () => [...world.simulator.state.payments.rows()];
  const start = () => world.start(buyer, order_id);
  const rename = (name: string) =>
    world.db.sql`update shop.shops set name = ${name} where id = ${world.mall.shop_id}`;
  return { world, buyer, order_id, atWechat, start, rename };
}

Deno.test("C44 after a lost answer to prepay the same bytes go out again, though shop, address and keys are others by then", async () => {
  const { world, order_id, atWechat, start, rename } = await placed();
  world.simulator.control.addFault({ kind: "error_after_commit", match: { path: "/jsapi" } });
  await assert.rejects(start(), { code: "WECHAT_UNAVAILABLE" });
  const [sent] = atWechat();

  await rename("改了名的商城");
  setOwnEnv("MALL_PUBLIC_URL", "https://moved.test");
  await world.later(3);
  const { params } = await start();
  setOwnEnv("MALL_PUBLIC_URL", "https://mall.test");
  assert.equal(atWechat().length, 1);
  assert.equal(atWechat()[0]!.request, sent!.request);
  assert.match(sent!.notify_url, /^https:\/\/mall\.test\/.*\/shops\/demo\/notify\/payment$/);

  world.simulator.control.pay(params.package.slice("prepay_id=".length));
  await world.simulator.settle();
  assert.equal(await world.orderStatus(order_id), "paid");
  await world.close();
});

Deno.test("a new number says how the shop is called and reached by now", async () => {
  const { world, atWechat, start, rename } = await placed();
  await start();
  const [first] = atWechat();
  first!.state = "CLOSED"; // by hand, in the merchant platform
  await world.later(0.2);
  await world.tick();
  await rename("改了名的商城");
  await start();
  const [, second] = atWechat();
  assert.match(first!.description, /^测试商城-/);
  assert.match(second!.description, /^改了名的商城-/);
  await world.close();
});

Deno.test("time_expire is the order's end in whole seconds, and never less than a minute ahead", async () => {
  const { world, buyer, order_id, atWechat, start } = await placed();
  const [row] = await world.db.sql<{ expires_at: Date }[]>`
    select expires_at from trade.orders where id = ${order_id}`;
  await start();
  const asked = (n: number) =>
    JSON.parse(atWechat()[n]!.request) as { time_expire: string; out_trade_no: string };
  assert.match(asked(0).time_expire, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
  const end_s = Math.floor(row!.expires_at.getTime() / 1000);
  assert.equal(Date.parse(asked(0).time_expire) / 1000, end_s);

  // The last seconds of another order: WeChat is given its minute, and closing closes there too.
  const [sku_id] = await world.mall.product([4200]) as [string];
  const late = await world.mall.place(buyer, [{ sku_id, quantity: 1 }]);
  await world.db.clock.advance(minutes(30) - seconds(20));
  const { expires_at } = await world.start(buyer, late.order_id);
  const ahead_ms = Date.parse(asked(1).time_expire) - Date.parse(expires_at);
  assert.ok(ahead_ms > 40_000 && ahead_ms <= 71_000, String(ahead_ms));
  await world.db.clock.advance(seconds(30));
  await world.tick();
  assert.equal(await world.orderStatus(late.order_id), "closed timeout");
  assert.equal(atWechat()[1]!.state, "CLOSED");
  await world.close();
});

Deno.test("C36 many simultaneous starts of one payment get one number and one description", async () => {
  const { world, buyer, order_id } = await placed();
  const begun = await Promise.all(
    Array.from({ length: 12 }, () => world.start(buyer, order_id)),
  );
  assert.equal(new Set(begun.map(({ attempt_id }) => attempt_id)).size, 1);
  assert.equal(world.simulator.state.payments.size, 1);
  await world.close();
});

Deno.test("an attempt begun through rpc, which asks WeChat nothing, takes its address from the API later", async () => {
  const { world, buyer, order_id, start, atWechat } = await placed();
  const args = { order_id };
  const begin = () => world.db.call<{ notify_url: string | null }>(buyer, "start_payment", args);
  assert.equal((await begin()).notify_url, null);
  await start();
  assert.equal((await begin()).notify_url, atWechat()[0]!.notify_url);
  await world.close();
});

Deno.test("C44 a prepay_id is used for 110 minutes, an order is not payable in the moment it ends, and what has ended takes none", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const skus = await mall.product([4200, 100]) as [string, string];
    const lines = (count: number) =>
      skus.slice(0, count).map((sku_id) => ({ sku_id, quantity: 1 }));
    await db.clock.freeze();
    const [{ order_id }, both] = [
      await mall.place(buyer, lines(1)),
      await mall.place(buyer, lines(2)),
    ];
    const begin = (order = order_id) =>
      db.call<{ attempt_id: string; prepay_id: string | null; description: string }>(
        buyer,
        "start_payment",
        { order_id: order },
      );
    assert.doesNotMatch((await begin()).description, / 等/);
    assert.match((await begin(both.order_id)).description, / 等2件$/);

    await db.sql`update trade.orders set expires_at = private.now() + interval '1 day'`;
    const { attempt_id } = await begin();
    const record = (prepay_id: string) =>
      db.call({ role: "mall_server" }, "record_prepay", {
        shop_id: mall.shop_id,
        attempt_id,
        prepay_id,
      });
    await record("wx1");
    await db.clock.advance(minutes(109));
    assert.equal((await begin()).prepay_id, "wx1");
    await db.clock.advance(minutes(1));
    assert.equal((await begin()).prepay_id, null);

    await db.sql`update trade.orders set expires_at = private.now()`;
    await refuses("ORDER_NOT_PAYABLE", begin());
    await db.sql`update pay.attempts set status = 'closed'`;
    await record("wx2");
    const [row] = await db.sql`select prepay_id from pay.attempts where id = ${attempt_id}`;
    assert.equal(row!.prepay_id, "wx1");
  }));
