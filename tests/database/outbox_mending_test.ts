import assert from "node:assert/strict";
import { contactOf } from "@/shared/seal.ts";
import { test_sealer } from "../support/wechat_callbacks.ts";
import { WechatWorld } from "../support/wechat_world.ts";

interface Shipped {
  shipments: { id: string }[];
}

async function shippedOne() {
  const world = await WechatWorld.open();
  const paid = await world.bought();
  const { mall } = world;
  const contact = { name: "王小明", phone: "13812345678", province: "浙江省", city: "杭州市" };
  const sealed = await test_sealer.seal(
    contactOf(mall.shop_id, paid.buyer.member_id),
    JSON.stringify({ ...contact, district: "", detail: "1" }),
  );
  await world.db.sql`update person.order_contacts set sealed = ${sealed}`;
  const shipped = await mall.db.call<Shipped>(mall.owner, "ship_order", {
    shop: mall.shop,
    order_id: paid.order_id,
    carrier: "ZTO",
    tracking_no: "WRONG1",
    idempotency_key: crypto.randomUUID(),
  });
  const mend = (tracking_no: string) =>
    mall.db.call<Shipped>(mall.owner, "mend_shipments", {
      shop: mall.shop,
      order_id: paid.order_id,
      parcels: [{ shipment_id: shipped.shipments[0]!.id, carrier: "SF", tracking_no }],
      reason: "单号抄错了",
      idempotency_key: crypto.randomUUID(),
    });
  const known = () =>
    [...world.simulator.state.shipments.rows()].map(({ parcels, finish_count }) => [
      parcels.map(({ tracking_no }) => tracking_no).join(),
      finish_count,
    ]);
  return { world, ...paid, mend, known };
}

const upload = { match: { path: "upload_shipping_info" } };
const statesOf = async (world: WechatWorld) =>
  (await world.outbox("shipping")).map(({ status }) => status);

/** Lets the outbox work until nothing is due, the back-off passing. */
async function work(world: WechatWorld): Promise<void> {
  for (let n = 0; n < 4; n++) {
    await world.tick();
    await world.later(3);
  }
}

Deno.test("C90 WeChat replaces a mended waybill, with the masked phone that the new carrier asks for", async () => {
  const { world, mend, known } = await shippedOne();
  await work(world);
  assert.deepEqual(known(), [["WRONG1", 1]]);
  await mend("SF1234567890123");
  await work(world);
  assert.deepEqual(known(), [["SF1234567890123", 2]]);
  const [shipment] = [...world.simulator.state.shipments.rows()];
  assert.match(shipment!.parcels[0]!.contact!.receiver_contact!, /^\d{3}\*{4}\d{4}$/);
  await world.close();
});

Deno.test("C90 the answer to a mended upload is lost: it is sent again and counts once", async () => {
  const { world, mend, known } = await shippedOne();
  await work(world);
  world.simulator.control.addFault({ kind: "error_after_commit", ...upload });
  await mend("SF1234567890123");
  await work(world);
  assert.deepEqual(known(), [["SF1234567890123", 2]]);
  assert.deepEqual(await statesOf(world), ["done", "done"]);
  await world.close();
});

Deno.test("C90 the one re-shipping was used in WeChat's console: staff read WeChat's own words on the work list", async () => {
  const { world, mend, known } = await shippedOne();
  await work(world);
  world.simulator.control.addFault({
    kind: "errcode",
    ...upload,
    errcode: 10060003,
    errmsg: "支付单已使用重新发货机会",
  });
  await mend("SF1234567890123");
  await work(world);
  assert.deepEqual(known(), [["WRONG1", 1]]);
  const [item] = await world.mall.work("unsent_shipping");
  assert.match(item!.detail.message!, /10060003 支付单已使用重新发货机会/);
  await world.close();
});

Deno.test("the buyer confirms in WeChat's component: WeChat's push completes the order here", async () => {
  const { world, order_id, transaction } = await shippedOne();
  await work(world);
  const [payment] = [...world.simulator.state.payments.rows()];
  const answer = world.simulator.control.openBusinessView({
    businessType: "weappOrderConfirm",
    extraData: {
      merchant_id: payment!.mchid,
      merchant_trade_no: String(transaction["out_trade_no"]),
    },
    openid: payment!.openid,
  });
  assert.equal(answer.extraData!.status, "success");
  await world.simulator.settle();
  assert.equal(await world.orderStatus(order_id), "completed");
  const rows = await world.db.sql`select outcome from person.notices where kind = 'push'`;
  assert.deepEqual(rows.map(({ outcome }) => outcome), ["applied", "applied"]); // shipped, received
  await world.close();
});

Deno.test("the owner registers the order path: WeChat opens an order by our number, and refusals are work", async () => {
  const { world, transaction } = await shippedOne();
  const { mall, simulator } = world;
  const register = () =>
    mall.db.call<{ path: string; registered: string | null }>(mall.owner, "register_order_path", {
      shop: mall.shop,
      reason: "新版本已发布",
      idempotency_key: crypto.randomUUID(),
    });
  assert.equal((await register()).registered, null);
  await work(world);
  const [payment] = [...simulator.state.payments.rows()];
  const { centre, message } = simulator.control.openOrder(payment!.transaction_id!);
  const number = String(transaction["out_trade_no"]);
  assert.equal(centre, `packages/orders/detail/detail?out_trade_no=${number}`);
  assert.match(
    message!,
    new RegExp(`^packages/orders/detail/detail\\?.*merchant_trade_no=${number}$`),
  );
  const read = () =>
    mall.db.call<{ path: string; registered: string }>(mall.owner, "get_order_path", {
      shop: mall.shop,
    });
  const { path, registered } = await read();
  assert.equal(registered, path);

  simulator.control.addFault({
    kind: "errcode",
    match: { path: "update_order_detail_path" },
    errcode: 10060014,
    errmsg: "path invalid",
  });
  await register();
  await work(world);
  const [item] = await mall.work("unsent_order_path");
  assert.match(item!.detail.message!, /path invalid/);
  assert.equal(item!.detail.order_id, undefined);
  await mall.decideWork(item!, "retry");
  await work(world);
  assert.deepEqual((await world.outbox("order_path")).map(({ status }) => status), [
    "done",
    "done",
  ]);
  await world.close();
});
