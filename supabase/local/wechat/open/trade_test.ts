import assert from "node:assert/strict";
import { createDecipheriv } from "node:crypto";
import { Buffer } from "node:buffer";
import { keys, merchant, type Shop, shopTest } from "../test_support.ts";

const { appid, mchid } = merchant;
const push_url = "https://shop.example/push";
const page = "packages/orders/detail/detail";
const released = { merchants: [{ ...merchant, pages: ["pages/home/home", page] }] };

/** The events that were pushed, opened. */
function pushed(shop: Shop): Record<string, unknown>[] {
  return shop.received.filter(({ url }) => url.startsWith(push_url)).map(({ body }) => {
    const key = Buffer.from(keys.encoding_aes_key + "=", "base64");
    const cipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
    const { Encrypt } = JSON.parse(body);
    const plain = Buffer.concat([cipher.update(Buffer.from(Encrypt, "base64")), cipher.final()]);
    return JSON.parse(plain.subarray(20, 20 + plain.readUInt32BE(16)).toString());
  });
}

async function caller(shop: Shop) {
  const access_token = await shop.token();
  return (name: string, body: object) =>
    shop.openJson(`/wxa/sec/order/${name}?access_token=${access_token}`, { ...body });
}

/** A paid order that has left with one parcel. */
async function shipped(shop: Shop, number: string) {
  const call = await caller(shop);
  const { transaction_id, openid } = await shop.paid(number);
  const upload = (tracking_no: string) => {
    shop.advance(1);
    return call("upload_shipping_info", {
      order_key: { order_number_type: 2, transaction_id },
      logistics_type: 1,
      delivery_mode: 1,
      shipping_list: [{ tracking_no, express_company: "YTO", item_desc: "茶*1" }],
      upload_time: new Date(shop.now + 8 * 3600_000).toISOString().replace("Z", "+08:00"),
      payer: { openid },
    });
  };
  assert.equal((await upload("YT0001")).errcode, 0);
  return { transaction_id, openid, upload, call };
}

shopTest(
  "settlement is pushed when shipping is complete and when receipt is confirmed, once each",
  async (shop) => {
    const { control } = shop.simulator;
    control.setPushAddress(appid, { url: push_url });
    const { transaction_id } = await shipped(shop, "ORDER-0001");
    await shop.simulator.settle();
    control.confirmReceipt(transaction_id);
    await shop.simulator.settle();
    await shop.simulator.settle();
    const [first, second, ...more] = pushed(shop);
    assert.deepEqual(more, []);
    assert.equal(first!.Event, "trade_manage_order_settlement");
    assert.equal(first!.transaction_id, transaction_id);
    assert.equal(first!.merchant_trade_no, "ORDER-0001");
    assert.deepEqual([first!.confirm_receive_time, first!.settlement_time], [undefined, undefined]);
    assert.ok(Number(first!.estimated_settlement_time) > Number(first!.shipped_time));
    assert.deepEqual([second!.confirm_receive_method, second!.confirm_receive_time], [
      1,
      Math.floor(shop.now / 1000),
    ]);
  },
);

shopTest(
  "receipt is confirmed by itself after ten days, and no minute before; then nothing is mended any more",
  async (shop) => {
    shop.simulator.control.setPushAddress(appid, { url: push_url });
    const { upload } = await shipped(shop, "ORDER-0002");
    shop.advance(5 * 86_400);
    assert.equal((await upload("YT0002")).errcode, 42001); // a token lives two hours
    shop.advance(5 * 86_400 - 62);
    await shop.simulator.settle();
    assert.equal(pushed(shop).length, 1);
    shop.advance(62);
    await shop.simulator.settle();
    assert.deepEqual(pushed(shop).map((event) => event["confirm_receive_method"]), [undefined, 2]);
  },
);

shopTest("a received order is not shipped again", async (shop) => {
  const { upload, transaction_id } = await shipped(shop, "ORDER-0003");
  assert.equal((await upload("YT0002")).errcode, 0);
  shop.simulator.control.confirmReceipt(transaction_id);
  assert.equal((await upload("YT0003")).errcode, 10060004);
});

shopTest("a push is tried three times, and lost, late or doubled on demand", async (shop) => {
  const { control } = shop.simulator;
  control.setPushAddress(appid, { url: push_url });
  const remind = () => control.remind({ appid, event: "trade_manage_remind_access_api" });
  shop.answers.push(500, "hang", 500, 500);
  remind();
  for (let n = 0; n < 4; n++) {
    await shop.simulator.settle();
    shop.advance(5);
  }
  assert.equal(pushed(shop).length, 3);
  shop.answers.length = 0;
  control.addFault({
    kind: "notify_lost",
    match: { event_type: "trade_manage_remind_access_api" },
  });
  remind();
  await shop.simulator.settle();
  assert.equal(pushed(shop).length, 3);
  control.addFault({ kind: "notify_duplicate", copies: 4 });
  remind();
  await shop.simulator.settle();
  assert.equal(pushed(shop).length, 7);
  control.setPushAddress(appid, { url: null });
  remind();
  await shop.simulator.settle();
  assert.equal(pushed(shop).length, 7);
});

shopTest(
  "the confirm-receipt component: whose order, in which state, confirmed or left",
  async (shop) => {
    const { control } = shop.simulator;
    const paid = await shop.paid("ORDER-0004");
    const { transaction_id, openid } = await shipped(shop, "ORDER-0005");
    const view = (change: object = {}, extraData: object = { transaction_id }) =>
      control.openBusinessView({ businessType: "weappOrderConfirm", extraData, openid, ...change });
    assert.match(view({ businessType: "other" }).errMsg, /fail/);
    assert.equal(view({ openid: paid.openid }).extraData!.errormsg, "订单不存在");
    const early = { openid: paid.openid };
    assert.equal(
      view(early, { transaction_id: paid.transaction_id }).extraData!.errormsg,
      "订单未发货",
    );
    assert.equal(view({ action: "cancel" }).extraData!.status, "cancel");
    const named = { merchant_id: mchid, merchant_trade_no: "ORDER-0005" };
    assert.deepEqual(view({}, named).extraData, { status: "success", req_extradata: named });
    assert.equal(view().extraData!.errormsg, "订单已确认收货");
  },
);

shopTest(
  "order paths: a released page, the place for the number, what WeChat then opens",
  async (shop) => {
    const call = await caller(shop);
    const { transaction_id } = await shop.paid("ORDER-0006");
    const { control } = shop.simulator;
    assert.deepEqual(control.openOrder(transaction_id), { centre: null, message: null });
    const centre = `${page}?out_trade_no=${"${商品订单号}"}&from=centre`;
    const refused: [string, object][] = [
      ["update_order_detail_path", { path: page }],
      ["update_order_detail_path", { path: "pages/none/none?no=${商品订单号}" }],
      ["update_order_detail_path", { path: `/${centre}` }],
      ["update_order_detail_path", { path: centre, more: 1 }],
      ["update_order_detail_path", {}],
      ["set_msg_jump_path", { path: "pages/none/none" }],
      ["set_msg_jump_path", { path: "" }],
    ];
    for (const [name, body] of refused) {
      assert.equal((await call(name, body)).errcode, 10060014, JSON.stringify(body));
    }
    assert.equal((await call("update_order_detail_path", { path: centre })).errcode, 0);
    assert.equal((await call("set_msg_jump_path", { path: page })).errcode, 0);
    assert.equal((await call("get_order_detail_path", {})).path, centre);
    assert.deepEqual(control.openOrder(transaction_id), {
      centre: `${page}?out_trade_no=ORDER-0006&from=centre`,
      message:
        `${page}?transaction_id=${transaction_id}&merchant_id=${mchid}&merchant_trade_no=ORDER-0006`,
    });
  },
  released,
);

shopTest(
  "WeChat asks the buyer to confirm: after shipping, once, with a time that can be",
  async (shop) => {
    const { transaction_id, call } = await shipped(shop, "ORDER-0007");
    const unshipped = await shop.paid("ORDER-0008");
    const ask = async (change: object) => {
      const body = { transaction_id, received_time: Math.floor(shop.now / 1000), ...change };
      return (await call("notify_confirm_receive", body)).errcode;
    };
    assert.equal(await ask({ transaction_id: unshipped.transaction_id }), 10060028);
    assert.equal(await ask({ received_time: 1 }), 10060029);
    assert.equal(await ask({ received_time: "1" }), 10060029);
    assert.equal(await ask({ more: 1 }), 10060014);
    assert.equal(await ask({}), 0);
    assert.equal(await ask({}), 10060030);
    const completed = await call("is_trade_management_confirmation_completed", { appid });
    assert.equal(completed.completed, true);
  },
);

shopTest(
  "an address that the console does not list is refused, for tokens and for calls",
  async (shop) => {
    const { control } = shop.simulator;
    const call = await caller(shop);
    control.setAllowList(appid, { addresses: ["203.0.113.7"] });
    assert.equal((await call("is_trade_managed", { appid })).errcode, 40164);
    assert.equal(await shop.token(), undefined);
    control.setAllowList(appid, { addresses: ["203.0.113.7", "127.0.0.1"] });
    assert.equal((await call("is_trade_managed", { appid })).errcode, 0);
  },
);

shopTest(
  "a revoked permission and a closed account are pushed, with every RevokeInfo",
  async (shop) => {
    const { control } = shop.simulator;
    control.setPushAddress(appid, { url: push_url, mode: "safe" });
    const { openid } = control.createUser();
    for (const revoke_info of ["2", "6", "8", "13", "14", "20"] as const) {
      control.leave(openid, { revoke_info });
    }
    control.leave(openid);
    assert.throws(() => control.leave(openid, { revoke_info: "9" as "8" }));
    assert.throws(() => control.leave("nobody"), /no such user/);
    await shop.simulator.settle();
    const events = pushed(shop);
    assert.deepEqual(events.map(({ RevokeInfo }) => RevokeInfo), [
      ...["2", "6", "8", "13", "14", "20", undefined],
    ]);
    assert.deepEqual([events[0]!.Event, events.at(-1)!.Event], [
      "user_authorization_revoke",
      "user_authorization_cancellation",
    ]);
    assert.ok(events.every(({ OpenID, AppID }) => OpenID === openid && AppID === appid));
  },
);

shopTest("a refusal of any code can be asked for", async (shop) => {
  const call = await caller(shop);
  shop.simulator.control.addFault({
    kind: "errcode",
    match: { path: "is_trade_managed" },
    errcode: 48001,
    errmsg: "api unauthorized",
  });
  const refused = await call("is_trade_managed", { appid });
  assert.equal(refused.errcode, 48001);
  assert.match(refused.errmsg, /^api unauthorized/);
  assert.equal((await call("is_trade_managed", { appid })).errcode, 0);
});
