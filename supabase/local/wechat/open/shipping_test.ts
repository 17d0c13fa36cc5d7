import assert from "node:assert/strict";
import { merchant, type Shop, shopTest } from "../test_support.ts";

const { appid } = merchant;

const parcel = { tracking_no: "YT0001", express_company: "YTO", item_desc: "一盒绿茶*1" };

function shipping(shop: Shop, transaction_id: string, openid: string, change: object = {}) {
  const upload_time = new Date(shop.now + 8 * 3600_000).toISOString().replace("Z", "+08:00");
  return {
    order_key: { order_number_type: 2, transaction_id },
    logistics_type: 1,
    delivery_mode: 1,
    shipping_list: [parcel],
    upload_time,
    payer: { openid },
    ...change,
  };
}

/** Calls of the shipping service for one paid order. */
async function shipper(shop: Shop, number: string) {
  const access_token = await shop.token();
  const { transaction_id, openid } = await shop.paid(number);
  const call = (name: string, body: Record<string, unknown>) =>
    shop.openJson(`/wxa/sec/order/${name}?access_token=${access_token}`, body);
  return {
    transaction_id,
    upload: async (change: object = {}) => {
      shop.advance(1);
      const body = shipping(shop, transaction_id, openid, change);
      return (await call("upload_shipping_info", body)).errcode;
    },
    order: async () => (await call("get_order", { transaction_id })).order,
    call,
  };
}

shopTest("shipping: uploaded, shown, confirmed by itself after ten days", async (shop) => {
  const { upload, order } = await shipper(shop, "ORDER-0001");
  assert.equal((await order()).order_state, 1);
  assert.equal(await upload(), 0);
  const shown = await order();
  assert.equal(shown.order_state, 2);
  assert.equal(shown.shipping.finish_shipping_count, 1);
  assert.equal(shown.shipping.shipping_list[0].tracking_no, "YT0001");
  shop.advance(10 * 86400);
  const by_number = { merchant_id: merchant.mchid, merchant_trade_no: "ORDER-0001" };
  const renewed = `/wxa/sec/order/get_order?access_token=${await shop.token()}`;
  assert.equal((await shop.openJson(renewed, by_number)).order.order_state, 3);
});

shopTest("shipping: once more after the end, not twice, and only with a change", async (shop) => {
  const { upload } = await shipper(shop, "ORDER-0002");
  assert.equal(await upload(), 0);
  assert.equal(await upload(), 10060023);
  assert.equal(await upload({ shipping_list: [{ ...parcel, tracking_no: "YT0002" }] }), 0);
  assert.equal(await upload({ shipping_list: [{ ...parcel, tracking_no: "YT0003" }] }), 10060003);
  assert.equal(await upload({ upload_time: "2026-03-01T11:00:00.000+08:00" }), 268485216);
});

shopTest("shipping in several parcels", async (shop) => {
  const { upload, order, transaction_id } = await shipper(shop, "ORDER-0003");
  const split = { delivery_mode: 2, is_all_delivered: false };
  assert.equal(await upload(split), 0);
  assert.equal((await order()).order_state, 1);
  const last = [{ ...parcel, tracking_no: "YT0004" }];
  assert.equal(await upload({ ...split, is_all_delivered: true, shipping_list: last }), 0);
  const { order_state, shipping: shown } = await order();
  assert.deepEqual([order_state, shown.shipping_list.length], [2, 2]);
  shop.simulator.control.confirmReceipt(transaction_id);
  assert.equal((await order()).order_state, 3);
});

shopTest("shipping: every rule of a field", async (shop) => {
  const { upload } = await shipper(shop, "ORDER-0004");
  const one = (change: object) => ({ shipping_list: [{ ...parcel, ...change }] });
  const sf = { express_company: "SF" };
  const refusals: [object, number][] = [
    [{ order_key: { order_number_type: 3 } }, 268485194],
    [{ order_key: { order_number_type: 2 } }, 268485195],
    [{ order_key: { order_number_type: 1, out_trade_no: "x" } }, 268485196],
    [{ order_key: { order_number_type: 1, mchid: "x" } }, 268485197],
    [{ order_key: { order_number_type: 2, transaction_id: "4200" } }, 10060001],
    [{ logistics_type: 5 }, 10060005],
    [{ delivery_mode: 3 }, 268485224],
    [{ delivery_mode: 2, logistics_type: 2, is_all_delivered: true }, 10060006],
    [{ delivery_mode: 2 }, 10060007],
    [{ delivery_mode: 2, is_all_delivered: true, shipping_list: [] }, 10060020],
    [{ delivery_mode: 2, is_all_delivered: true, shipping_list: Array(16).fill(parcel) }, 10060024],
    [{ shipping_list: [parcel, parcel] }, 268485228],
    [{ upload_time: "2026-03-01T12:00:00+08:00" }, 268485216],
    [{ payer: { openid: "oOther" } }, 10060031],
    [one({ item_desc: "" }), 10060008],
    [one({ item_desc: "茶".repeat(121) }), 10060009],
    [one({ item_desc: "茶".repeat(120), tracking_no: "" }), 268485226],
    [one({ tracking_no: undefined }), 268485226],
    [one({ express_company: undefined }), 268485227],
    [one({ express_company: "NOBODY" }), 10060014],
    [one({ tracking_no: "1".repeat(129) }), 10060026],
    [one({ express_company: "1".repeat(129) }), 10060025],
    [one({ waybill: "1" }), 10060014],
    [{ more: 1 }, 10060014],
    [{ payer: { openid: "o", unionid: "u" } }, 10060014],
    [{ order_key: { order_number_type: 2, transaction_id: "4200", appid } }, 10060014],
    [one(sf), 10060014],
    [one({ ...sf, contact: { receiver_contact: "18912341234" } }), 10060014],
  ];
  for (const [change, errcode] of refusals) {
    assert.equal(await upload(change), errcode, JSON.stringify(change));
  }
  shop.simulator.control.addFault({ kind: "shipping_not_found" });
  assert.equal(await upload(), 10060001);
  assert.equal(await upload(one({ ...sf, contact: { receiver_contact: "189****1234" } })), 0);
});

shopTest("a refunded order is not shipped; the service is on", async (shop) => {
  const { upload, call } = await shipper(shop, "ORDER-0005");
  await shop.refund("ORDER-0005", "R1", 1000);
  assert.equal(await upload(), 10060004);
  assert.equal((await call("is_trade_managed", { appid })).is_trade_managed, true);
});
