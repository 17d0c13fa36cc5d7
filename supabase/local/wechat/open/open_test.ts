import assert from "node:assert/strict";
import { merchant, type Shop, shopTest } from "../test_support.ts";

const { appid, app_secret: secret } = merchant;

const login = (shop: Shop, js_code: string, change: Record<string, string> = {}) => {
  const grant_type = "authorization_code";
  const query = new URLSearchParams({ appid, secret, js_code, grant_type, ...change });
  return shop.openJson(`/sns/jscode2session?${query}`);
};

const token = (shop: Shop, change: Record<string, unknown> = {}) =>
  shop.openJson("/cgi-bin/stable_token", {
    grant_type: "client_credential",
    appid,
    secret,
    ...change,
  });

const carriers = "/cgi-bin/express/delivery/open_msg/get_delivery_list";

shopTest("a code of wx.login: once, five minutes, for its own app", async (shop) => {
  const { control } = shop.simulator;
  const { openid } = control.createUser({ unionid: "u1" });
  const code = () => control.issueCode(openid).code;
  const first = code();
  const session = await login(shop, first);
  assert.deepEqual([session.openid, session.unionid, session.errcode], [openid, "u1", undefined]);
  assert.equal(atob(session.session_key).length, 16);
  assert.equal((await login(shop, first)).errcode, 40163);
  assert.equal((await login(shop, "made-up")).errcode, 40029);
  const late = code();
  shop.advance(300);
  assert.equal((await login(shop, late)).errcode, 40029);
  assert.equal((await login(shop, code(), { appid: "wxffffffffffffffff" })).errcode, 40013);
  assert.equal((await login(shop, code(), { secret: "wrong" })).errcode, 40125);
  assert.equal((await login(shop, code(), { grant_type: "x" })).errcode, 40002);
  assert.match((await login(shop, "")).errmsg, / rid: /);
  control.createUser({ openid, high_risk: true });
  assert.equal((await login(shop, code())).errcode, 40226);
});

shopTest("faults of signing in", async (shop) => {
  const { control } = shop.simulator;
  const { openid } = control.createUser();
  for (const [kind, errcode] of [["code_used", 40163], ["high_risk", 40226]] as const) {
    control.addFault({ kind });
    assert.equal((await login(shop, control.issueCode(openid).code)).errcode, errcode);
  }
  control.addFault({ kind: "too_fast" });
  control.addFault({ kind: "error_before_commit" });
  const { code } = control.issueCode(openid);
  assert.equal((await login(shop, code)).errcode, 45011);
  assert.equal((await login(shop, code)).errcode, -1);
  assert.equal((await login(shop, code)).openid, openid);
});

shopTest("stable_token: the same until five minutes before its end", async (shop) => {
  const first = await token(shop);
  assert.equal(first.expires_in, 7200);
  shop.advance(6899);
  const same = await token(shop);
  assert.deepEqual(same, { access_token: first.access_token, expires_in: 301 });
  shop.advance(1);
  const second = await token(shop);
  assert.notEqual(second.access_token, first.access_token);
  const use = (value: string) => shop.openJson(`${carriers}?access_token=${value}`, {});
  assert.equal((await use(first.access_token)).errcode, 0);
  shop.advance(300);
  assert.equal((await use(first.access_token)).errcode, 42001);
  assert.equal((await use(second.access_token)).errcode, 0);
  assert.equal((await token(shop, { secret: "wrong" })).errcode, 40125);
  assert.equal((await token(shop, { appid: undefined })).errcode, 41002);
  assert.equal((await token(shop, { grant_type: "x" })).errcode, 40002);
});

shopTest("force_refresh kills the earlier token; 30 seconds apart, 20 a day", async (shop) => {
  const first = await token(shop);
  const forced = () => token(shop, { force_refresh: true });
  const second = await forced();
  assert.notEqual(second.access_token, first.access_token);
  const used = await shop.openJson(`${carriers}?access_token=${first.access_token}`, {});
  assert.equal(used.errcode, 40001);
  assert.equal((await forced()).access_token, second.access_token);
  for (let n = 1; n < 20; n++) {
    shop.advance(30);
    await forced();
  }
  shop.advance(30);
  assert.equal((await forced()).errcode, 45009);
});

shopTest("tokens: missing, malformed, unknown, ended early; method and body", async (shop) => {
  const use = async (value: string) =>
    (await shop.openJson(`${carriers}?access_token=${value}`, {})).errcode;
  const good = await shop.token();
  assert.equal(await use(""), 41001);
  assert.equal(await use("short"), 40014);
  assert.equal(await use("1_" + "x".repeat(140)), 40001);
  shop.simulator.control.addFault({ kind: "token_expired" });
  assert.equal(await use(good), 42001);
  assert.equal(await use(good), 42001);
  assert.equal(await use(await shop.token()), 0);
  assert.equal((await shop.openJson(carriers)).errcode, 43002);
  assert.equal((await shop.openJson(carriers, "")).errcode, 44002);
  assert.equal((await shop.openJson(carriers, "{")).errcode, 47001);
});

shopTest("mini program codes: an image, or JSON that says why not", async (shop) => {
  const path = `/wxa/getwxacodeunlimit?access_token=${await shop.token()}`;
  const page = "pages/index/index";
  const draw = async (body: Record<string, unknown>) => {
    const answer = await shop.open(path, { page, ...body });
    return { type: answer.headers.get("content-type"), bytes: await answer.bytes() };
  };
  const first = await draw({ scene: "s=9f3k2a" });
  assert.equal(first.type, "image/jpeg");
  assert.deepEqual([...first.bytes.slice(0, 3)], [0xff, 0xd8, 0xff]);
  assert.deepEqual((await draw({ scene: "s=9f3k2a" })).bytes, first.bytes);
  assert.notDeepEqual((await draw({ scene: "s=9f3k2b" })).bytes, first.bytes);
  const clear = await draw({ scene: "s", is_hyaline: true });
  assert.equal(clear.type, "image/png");
  assert.deepEqual([...clear.bytes.slice(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  const refusals: [Record<string, unknown>, number][] = [
    [{ scene: "x".repeat(33) }, 40169],
    [{ scene: "" }, 40169],
    [{ scene: "a%20b" }, 40129],
    [{ scene: "茶" }, 40129],
    [{ scene: "s", page: "/pages/index/index" }, 41030],
    [{ scene: "s", page: "pages/index/index?a=1" }, 41030],
    [{ scene: "s", page: "pages/not/released" }, 41030],
    [{ scene: "s", width: 100 }, 40097],
    [{ scene: "s", env_version: "beta" }, 40097],
  ];
  for (const [change, errcode] of refusals) {
    const answer = await shop.openJson(path, { page, ...change });
    assert.equal(answer.errcode, errcode, JSON.stringify(change));
  }
  const unreleased = { scene: "s", page: "pages/not/released", check_path: false };
  assert.equal((await draw(unreleased)).type, "image/jpeg");
  shop.simulator.control.addFault({ kind: "image_json" });
  assert.equal((await shop.openJson(path, { scene: "s" })).errcode, -1);
}, { merchants: [{ ...merchant, pages: ["pages/index/index"] }] });

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
    [one({ tracking_no: undefined }), 268485226],
    [one({ express_company: undefined }), 268485227],
    [one({ express_company: "NOBODY" }), 10060014],
    [one({ tracking_no: "1".repeat(129) }), 10060026],
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
