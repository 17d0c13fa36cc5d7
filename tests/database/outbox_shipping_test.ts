import assert from "node:assert/strict";
import { contactOf } from "@/shared/seal.ts";
import { test_sealer } from "../support/wechat_callbacks.ts";
import { WechatWorld } from "../support/wechat_world.ts";

async function boughtTwo() {
  const world = await WechatWorld.open();
  const buyer = await world.member();
  const [one, two] = await world.mall.product([5000, 6000]) as [string, string];
  const paid = await world.buy(buyer, [{ sku_id: one, quantity: 2 }, { sku_id: two, quantity: 1 }]);
  return { world, buyer, ...paid };
}

function shipments(world: WechatWorld) {
  return [...world.simulator.state.shipments.rows()];
}

async function ship(world: WechatWorld, order_id: string, more: Record<string, unknown>) {
  const { mall } = world;
  return await mall.db.call(mall.owner, "ship_order", {
    shop: mall.shop,
    order_id,
    carrier: "ZTO",
    tracking_no: "75000000001",
    idempotency_key: crypto.randomUUID(),
    ...more,
  });
}

Deno.test("C90 a parcel is reported to WeChat, also when the payment is not known there at first", async () => {
  const { world, order_id } = await boughtTwo();
  world.simulator.control.addFault({ kind: "shipping_not_found", times: 2 });
  await ship(world, order_id, {});
  for (const minutes of [0, 0.2]) {
    await world.later(minutes);
    assert.equal((await world.tick()).outbox, 0);
  }
  const [waiting] = await world.outbox("shipping");
  assert.equal(waiting!.status, "waiting");
  assert.match(waiting!.last_error!, /10060001/);
  await world.later(1);
  assert.equal((await world.tick()).outbox, 1);
  assert.equal(shipments(world)[0]!.finished, true);
  await world.close();
});

Deno.test("C90 two parcels are reported in order, the last one as the last", async () => {
  const { world, order_id } = await boughtTwo();
  await ship(world, order_id, { lines: [{ line_no: 1, quantity: 1 }] });
  await ship(world, order_id, { tracking_no: "75000000002" });
  assert.equal((await world.tick()).outbox, 2);
  const [shipment] = shipments(world);
  assert.deepEqual(shipment!.parcels.map(({ tracking_no }) => tracking_no), [
    "75000000001",
    "75000000002",
  ]);
  assert.equal(shipment!.finished, true);
  await world.close();
});

Deno.test("a parcel by SF carries the receiver's masked phone and no other personal data", async () => {
  const { world, order_id } = await boughtTwo();
  const contact = {
    name: "王小明",
    phone: "13812345678",
    province: "浙江省",
    city: "杭州市",
    district: "西湖区",
    detail: "龙井路1号",
  };
  const [buyer] = await world.db.sql<{ member_id: string }[]>`
    select member_id from person.order_contacts where order_id = ${order_id}`;
  const whose = contactOf(world.mall.shop_id, buyer!.member_id);
  const sealed = await test_sealer.seal(whose, JSON.stringify(contact));
  await world.db.sql`update person.order_contacts set sealed = ${sealed}`;
  await ship(world, order_id, { carrier: "SF" });
  assert.equal((await world.tick()).outbox, 1);
  const [parcel] = shipments(world)[0]!.parcels;
  assert.deepEqual(parcel!.contact, { receiver_contact: "138****5678" });
  const [row] = await world.db
    .sql`select body::text as body, answer::text as answer from ops.outbox`;
  assert.doesNotMatch(JSON.stringify(row), /\*5678|12345678|王小明/);
  await world.close();
});

Deno.test("what WeChat will never take of a parcel stands in the work list, and others go on", async () => {
  const { world, order_id } = await boughtTwo();
  const other = await world.bought();
  world.simulator.control.addFault({
    kind: "errcode",
    match: { path: "upload_shipping_info" },
    errcode: 10060014,
    errmsg: "parameter error",
  });
  await ship(world, order_id, {});
  await world.tick();
  await ship(world, other.order_id, {});
  await world.tick();
  const items = await world.mall.work();
  assert.deepEqual(items.map(({ kind }) => kind), ["unsent_shipping"]);
  assert.match(items[0]!.detail.message!, /10060014/);
  assert.equal(shipments(world).length, 1);
  await world.close();
});

Deno.test("C93 a token that WeChat dropped is fetched again, and the parcel reported", async () => {
  const { world, order_id } = await boughtTwo();
  world.simulator.control.addFault({ kind: "token_expired" });
  await ship(world, order_id, {});
  assert.equal((await world.tick()).outbox, 1);
  await world.close();
});
