import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { Buffer } from "node:buffer";
import {
  genuine,
  keys,
  merchant,
  opened,
  orderBody,
  type Shop,
  shopTest,
} from "../test_support.ts";

const jsapi = "/v3/pay/transactions/jsapi";
const byNumber = (number: string) => `/v3/pay/transactions/out-trade-no/${number}`;
const query = (number: string) => `${byNumber(number)}?mchid=${merchant.mchid}`;

async function refused(shop: Shop, body: Record<string, unknown>, status: number, code: string) {
  const answer = await shop.pay("POST", jsapi, body);
  assert.deepEqual([answer.status, answer.json?.code], [status, code], answer.text);
}

shopTest("an order is paid, notified and found", async (shop) => {
  const { prepay_id, openid } = await shop.ordered("ORDER-0001", 1234, { attach: "a" });
  const before = await shop.pay("GET", query("ORDER-0001"));
  assert.equal(before.json.trade_state, "NOTPAY");
  assert.equal(before.json.transaction_id, undefined);
  shop.simulator.control.pay(prepay_id, openid);
  await shop.simulator.settle();
  const [notice] = shop.received;
  assert.equal(notice!.url, "https://shop.example/pay");
  assert.ok(genuine(notice!.headers, notice!.body));
  assert.equal(notice!.headers.get("wechatpay-signature-type"), "WECHATPAY2-SHA256-RSA2048");
  const after = await shop.pay("GET", query("ORDER-0001"));
  assert.deepEqual(opened(notice!.body), after.json);
  assert.equal(after.json.trade_state, "SUCCESS");
  assert.deepEqual(after.json.amount, {
    total: 1234,
    payer_total: 1234,
    currency: "CNY",
    payer_currency: "CNY",
  });
  const id = `/v3/pay/transactions/id/${after.json.transaction_id}?mchid=${merchant.mchid}`;
  assert.deepEqual((await shop.pay("GET", id)).json, after.json);
});

shopTest("the rules of each field", async (shop) => {
  const { openid } = shop.simulator.control.createUser();
  const good = orderBody("ORDER-0002", openid);
  const bad: Record<string, unknown>[] = [
    { description: "" },
    { description: "茶".repeat(128) },
    { out_trade_no: "short" },
    { out_trade_no: "ORDER#0002" },
    { out_trade_no: "x".repeat(33) },
    { notify_url: "http://shop.example/pay" },
    { notify_url: "https://shop.example/pay?a=1" },
    { amount: { total: 0 } },
    { amount: { total: 1.5 } },
    { amount: { total: "100" } },
    { amount: { total: 100, currency: "USD" } },
    { time_expire: "2026-03-01 13:00:00" },
    { time_expire: "2026-03-01T11:59:59+08:00" },
    { time_expire: "2026-03-01T12:01:00+08:00" },
    { time_expire: "2026-03-01T12:30:00.000+08:00" },
    { time_expire: "2026-03-08T12:00:01+08:00" },
    { attach: "a".repeat(129) },
    { payer: {} },
    { unknown_field: "x" },
  ];
  for (const change of bad) await refused(shop, { ...good, ...change }, 400, "PARAM_ERROR");
  await refused(shop, { ...good, mchid: "1900000002" }, 400, "INVALID_REQUEST");
  await refused(shop, { ...good, appid: "wxffffffffffffffff" }, 400, "APPID_MCHID_NOT_MATCH");
  await refused(shop, { ...good, payer: { openid: "oNobody" } }, 400, "INVALID_REQUEST");
  const loopback = { ...good, notify_url: "http://127.0.0.1:54321/functions/v1/wechat/pay" };
  assert.equal((await shop.pay("POST", jsapi, loopback)).status, 200);
});

shopTest("an openid of another app is a mismatch", async (shop) => {
  const appid = "wxaaaaaaaaaaaaaaaa";
  shop.simulator.control.addMerchant({ ...merchant, mchid: "1900000002", appid });
  const { openid } = shop.simulator.control.createUser({ appid });
  await refused(shop, orderBody("ORDER-0003", openid), 500, "OPENID_MISMATCH");
});

shopTest("the same number: equal renews, different, paid and closed are refused", async (shop) => {
  const { order, prepay_id } = await shop.ordered("ORDER-0004");
  const again = await shop.pay("POST", jsapi, order);
  assert.equal(again.status, 200);
  assert.notEqual(again.json.prepay_id, prepay_id);
  await refused(
    shop,
    { ...order, amount: { total: 1001, currency: "CNY" } },
    400,
    "INVALID_REQUEST",
  );
  await refused(shop, { ...order, description: "两盒" }, 400, "INVALID_REQUEST");
  shop.simulator.control.pay(again.json.prepay_id);
  await refused(shop, order, 400, "ORDERPAID");
  assert.throws(() => shop.simulator.control.pay(prepay_id), /已支付/);
  const closed = await shop.ordered("ORDER-0005");
  await shop.pay("POST", byNumber("ORDER-0005") + "/close", { mchid: merchant.mchid });
  await refused(shop, closed.order, 400, "ORDER_CLOSED");
});

shopTest(
  "closing: 204, again 204, paid and unknown refused; nobody pays a closed order",
  async (shop) => {
    const close = (number: string) =>
      shop.pay("POST", byNumber(number) + "/close", { mchid: merchant.mchid });
    const { prepay_id } = await shop.ordered("ORDER-0006");
    const first = await close("ORDER-0006");
    assert.deepEqual([first.status, first.text], [204, ""]);
    assert.ok(genuine(first.headers, ""));
    assert.equal((await close("ORDER-0006")).status, 204);
    assert.equal((await shop.pay("GET", query("ORDER-0006"))).json.trade_state, "CLOSED");
    assert.throws(() => shop.simulator.control.pay(prepay_id), /已关闭/);
    await shop.paid("ORDER-0007");
    const paid = await close("ORDER-0007");
    assert.deepEqual([paid.status, paid.json.code], [400, "ORDERPAID"]);
    assert.match(paid.headers.get("request-id")!, /-268449538$/);
    assert.equal((await close("ORDER-9999")).json.code, "ORDER_NOT_EXIST");
  },
);

shopTest("time: the prepay_id lives two hours, the order until time_expire", async (shop) => {
  const first = await shop.ordered("ORDER-0008");
  shop.advance(7200);
  assert.throws(() => shop.simulator.control.pay(first.prepay_id), /过期/);
  const second = await shop.ordered("ORDER-0009", 1000, {
    time_expire: "2026-03-01T14:30:00+08:00",
  });
  shop.advance(1800);
  assert.equal((await shop.pay("GET", query("ORDER-0009"))).json.trade_state, "NOTPAY");
  assert.throws(() => shop.simulator.control.pay(second.prepay_id), /已关闭/);
  await refused(shop, second.order, 400, "ORDER_CLOSED");
  shop.simulator.control.addFault({ kind: "closes_at_expiry", times: null });
  assert.equal((await shop.pay("GET", query("ORDER-0009"))).json.trade_state, "CLOSED");
});

shopTest("told so, WeChat refuses to close an order in its first five minutes", async (shop) => {
  await shop.ordered("ORDER-0012");
  const { control } = shop.simulator;
  const match = { out_trade_no: "ORDER-0012" };
  control.addFault({ kind: "close_too_early", match, times: null });
  const close = () =>
    shop.pay("POST", `${byNumber("ORDER-0012")}/close`, { mchid: merchant.mchid });
  shop.advance(299);
  assert.deepEqual([(await close()).status, (await close()).json.code], [400, "INVALID_REQUEST"]);
  shop.advance(1);
  assert.equal((await close()).status, 204);
});

shopTest("a query says whose order it asks about", async (shop) => {
  await shop.ordered("ORDER-0010");
  assert.equal((await shop.pay("GET", byNumber("ORDER-0010"))).status, 400);
  assert.equal((await shop.pay("GET", byNumber("ORDER-0010") + "?mchid=1")).status, 400);
  assert.equal((await shop.pay("GET", query("ORDER-9999"))).status, 404);
});

shopTest("wx.requestPayment checks paySign and payer before the user pays", async (shop) => {
  const { prepay_id, openid } = await shop.ordered("ORDER-0011");
  const timeStamp = String(Math.floor(shop.now / 1000));
  const [nonceStr, packaged] = ["nonce", `prepay_id=${prepay_id}`];
  const message = `${merchant.appid}\n${timeStamp}\n${nonceStr}\n${packaged}\n`;
  const paySign = sign("sha256", Buffer.from(message), keys.merchant_private_key_pem).toString(
    "base64",
  );
  const call = { appId: merchant.appid, timeStamp, nonceStr, signType: "RSA", paySign, openid };
  const ask = (change: object = {}) =>
    shop.simulator.control.requestPayment({ ...call, package: packaged, ...change }).errMsg;
  assert.match(ask({ signType: "MD5" }), /^requestPayment:fail/);
  assert.match(ask({ nonceStr: "other" }), /签名/);
  assert.match(ask({ openid: "oOther" }), /不一致/);
  assert.match(ask({ appId: "wxother" }), /不匹配/);
  assert.equal(ask({ action: "cancel" }), "requestPayment:fail cancel");
  assert.equal((await shop.pay("GET", query("ORDER-0011"))).json.trade_state, "NOTPAY");
  assert.equal(ask(), "requestPayment:ok");
  assert.equal((await shop.pay("GET", query("ORDER-0011"))).json.trade_state, "SUCCESS");
});
