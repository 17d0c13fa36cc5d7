import assert from "node:assert/strict";
import { until } from "@/tests/support/waiting.ts";
import type { FaultInput } from "../simulator.ts";
import {
  genuine,
  keys,
  merchant,
  opened,
  orderBody,
  type Shop,
  shopTest,
} from "../test_support.ts";

/** Pay one order under these faults; what came in at once. */
async function payUnder(shop: Shop, number: string, ...faults: FaultInput[]) {
  for (const fault of faults) shop.simulator.control.addFault(fault);
  const before = shop.received.length;
  const paid = await shop.paid(number);
  await shop.simulator.settle();
  return { ...paid, notices: shop.received.slice(before) };
}

const attempts = (shop: Shop) => [...shop.simulator.state.notifications.rows()].at(-1)!.attempts;

shopTest("repeats follow WeChat's plan until 200 or 204, with fresh signatures", async (shop) => {
  shop.answers.push(500, 404, "hang", 302, 204);
  await payUnder(shop, "ORDER-0001");
  for (const [wait, total] of [[15, 2], [15, 3], [30, 4], [180, 5]] as const) {
    shop.advance(wait - 1);
    await shop.simulator.settle();
    assert.equal(shop.received.length, total - 1);
    shop.advance(1);
    await shop.simulator.settle();
    assert.equal(shop.received.length, total);
  }
  shop.advance(86400);
  await shop.simulator.settle();
  assert.equal(shop.received.length, 5);
  assert.deepEqual(attempts(shop).map((one) => one.status), [500, 404, 0, 302, 204]);
  assert.equal(new Set(shop.received.map((one) => one.body)).size, 1);
  assert.equal(new Set(shop.received.map((one) => one.headers.get("wechatpay-nonce"))).size, 5);
  assert.ok(shop.received.every((one) => genuine(one.headers, one.body)));
});

shopTest("WeChat gives up after a day", async (shop) => {
  shop.answers.push(...Array<number>(100).fill(500));
  await payUnder(shop, "ORDER-0002");
  for (let hour = 0; hour < 30 * 4; hour++) {
    shop.advance(900);
    await shop.simulator.settle();
  }
  assert.equal(shop.received.length, 16);
  const [row] = shop.simulator.state.notifications.rows();
  assert.equal(row!.state, "given_up");
  shop.answers.length = 0;
  await shop.simulator.control.resend(row!.id);
  assert.equal(row!.state, "delivered");
});

shopTest("lost, late, duplicate and held back", async (shop) => {
  const lost = await payUnder(shop, "ORDER-0003", { kind: "notify_lost" });
  assert.equal(lost.notices.length, 0);
  const late = await payUnder(shop, "ORDER-0004", { kind: "notify_late", seconds: 300 });
  assert.equal(late.notices.length, 0);
  shop.advance(300);
  await shop.simulator.settle();
  assert.equal(opened(shop.received[0]!.body).out_trade_no, "ORDER-0004");
  const many = await payUnder(shop, "ORDER-0005", { kind: "notify_duplicate", copies: 5 });
  assert.equal(many.notices.length, 5);
  assert.equal(new Set(many.notices.map((one) => JSON.parse(one.body).id)).size, 1);
  const held = await payUnder(shop, "ORDER-0006", { kind: "notify_reordered" });
  assert.equal(held.notices.length, 0);
  const next = await payUnder(shop, "ORDER-0007");
  const order = next.notices.map((one) => opened(one.body).out_trade_no);
  assert.deepEqual(order, ["ORDER-0007", "ORDER-0006"]);
});

shopTest("genuinely signed, wrong inside", async (shop) => {
  const amount = await payUnder(shop, "ORDER-0008", { kind: "notify_wrong_amount", delta_fen: -1 });
  assert.ok(genuine(amount.notices[0]!.headers, amount.notices[0]!.body));
  assert.equal(opened(amount.notices[0]!.body).amount.total, 999);
  const mchid = await payUnder(shop, "ORDER-0009", { kind: "notify_wrong_mchid" });
  assert.notEqual(opened(mchid.notices[0]!.body).mchid, merchant.mchid);
});

shopTest("spoilt signatures once, genuine at the repeat", async (shop) => {
  const cases = [
    ["forged_signature", "forged"],
    ["signtest", "signtest"],
    ["unknown_serial", "unknown_serial"],
    ["clock_skew", "clock_skew"],
  ] as const;
  for (const [index, [kind, signature]] of cases.entries()) {
    shop.answers.push(401);
    const fault = { kind, match: { channel: "notification" } };
    const { notices } = await payUnder(shop, `ORDER-001${index}`, fault);
    const { headers, body } = notices[0]!;
    if (kind !== "clock_skew") assert.ok(!genuine(headers, body), kind);
    else assert.equal(Number(headers.get("wechatpay-timestamp")), shop.now / 1000 - 600);
    const signtest = headers.get("wechatpay-signature")!.startsWith("WECHATPAY/SIGNTEST/");
    assert.equal(signtest, kind === "signtest");
    shop.advance(15);
    await shop.simulator.settle();
    const repeat = shop.received.at(-1)!;
    assert.ok(genuine(repeat.headers, repeat.body));
    assert.deepEqual(attempts(shop).map((one) => one.signature), [signature, "genuine"]);
  }
});

shopTest("the same faults on answers", async (shop) => {
  const query = `/v3/pay/transactions/out-trade-no/ORDER-0020?mchid=${merchant.mchid}`;
  for (const kind of ["forged_signature", "signtest", "unknown_serial"] as const) {
    shop.simulator.control.addFault({ kind, match: { channel: "reply" } });
    const spoilt = await shop.pay("GET", query);
    assert.ok(!genuine(spoilt.headers, spoilt.text), kind);
    const next = await shop.pay("GET", query);
    assert.ok(genuine(next.headers, next.text));
  }
});

shopTest("before the reply: the callback is there first", async (shop) => {
  shop.simulator.control.addFault({ kind: "notify_before_reply", match: { path: "/jsapi" } });
  await shop.ordered("ORDER-0021");
  assert.equal(opened(shop.received[0]!.body).trade_state, "SUCCESS");
  shop.simulator.control.addFault({ kind: "notify_before_reply" });
  const refund = await shop.refund("ORDER-0021", "R1", 1);
  assert.equal(opened(shop.received[1]!.body).refund_status, "SUCCESS");
  assert.equal(refund.json.status, "PROCESSING");
});

shopTest(
  "errors and limits before and after the work; a fault hits what it matches",
  async (shop) => {
    const { control, state } = shop.simulator;
    await shop.paid("ORDER-0022");
    control.addFault({ kind: "error_before_commit", match: { out_refund_no: "R2" } });
    control.addFault({ kind: "error_after_commit", match: { out_refund_no: "R1" } });
    control.addFault({ kind: "too_fast", match: { path: "/refund/" } });
    assert.equal((await shop.refund("ORDER-0022", "R1", 1)).status, 429);
    assert.equal(state.refunds.size, 0);
    assert.equal((await shop.refund("ORDER-0022", "R1", 1)).json.code, "SYSTEM_ERROR");
    assert.equal(state.refunds.size, 1);
    shop.advance(60);
    assert.equal((await shop.refund("ORDER-0022", "R2", 1)).status, 500);
    assert.equal(state.refunds.size, 1);
    assert.equal((await shop.refund("ORDER-0022", "R2", 1)).status, 200);
  },
);

shopTest("a timeout after the work: no answer, but it happened", async (shop) => {
  shop.simulator.control.addFault({ kind: "timeout_after_commit", match: { path: "/jsapi" } });
  const { openid } = shop.simulator.control.createUser();
  const body = orderBody("ORDER-0023", openid);
  const leaving = new AbortController();
  const call = shop.pay("POST", "/v3/pay/transactions/jsapi", body, { signal: leaving.signal });
  await until("the payment at WeChat", () => shop.simulator.state.payments.size === 1);
  leaving.abort();
  assert.equal((await call).status, 500);
  assert.equal(shop.simulator.state.payments.size, 1);
});

shopTest("a switch of keys moves notifications over in seven steps", async (shop) => {
  const { control } = shop.simulator;
  const sign = () =>
    control.signNotification({
      mchid: merchant.mchid,
      event_type: "TRANSACTION.SUCCESS",
      original_type: "transaction",
      plaintext: { out_trade_no: "x" },
    });
  const shares: number[] = [];
  for (const step of [1, 6, 7]) {
    control.keyMode({ mode: "switching", step });
    let by_public_key = 0;
    for (let n = 0; n < 30; n++) {
      const { headers, body } = await sign();
      assert.ok(genuine(new Headers(headers), body));
      if (headers["wechatpay-serial"] === keys.wechat_public_key_id) by_public_key++;
    }
    shares.push(by_public_key);
  }
  assert.ok(shares[0]! <= 3 && shares[1]! > 3 && shares[1]! < 27 && shares[2] === 30, `${shares}`);
});
