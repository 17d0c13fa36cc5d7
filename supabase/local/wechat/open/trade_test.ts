import assert from "node:assert/strict";
import { type Shop, shopTest } from "../test_support.ts";
import { appid, caller, mchid, push_url, pushed } from "./trade_in_tests.ts";

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
