import assert from "node:assert/strict";
import { genuine, merchant, opened, sealedName, shopTest } from "../test_support.ts";

const refunds = "/v3/refund/domestic/refunds";

shopTest("a refund is accepted, then done, notified and found", async (shop) => {
  const { transaction_id } = await shop.paid("ORDER-0001");
  await shop.simulator.settle();
  const answer = await shop.refund("ORDER-0001", "R1", 400);
  assert.deepEqual([answer.status, answer.json.status], [200, "PROCESSING"]);
  assert.equal(answer.json.transaction_id, transaction_id);
  await shop.simulator.settle();
  const notice = shop.received.at(-1)!;
  assert.equal(JSON.parse(notice.body).event_type, "REFUND.SUCCESS");
  assert.ok(genuine(notice.headers, notice.body));
  const plain = opened(notice.body);
  assert.equal(plain.refund_status, "SUCCESS");
  assert.deepEqual(plain.amount, {
    total: 1000,
    refund: 400,
    payer_total: 1000,
    payer_refund: 400,
  });
  const found = await shop.pay("GET", `${refunds}/R1`);
  assert.deepEqual([found.json.status, found.json.amount.currency], ["SUCCESS", "CNY"]);
  assert.ok(found.json.success_time);
  const query = `/v3/pay/transactions/out-trade-no/ORDER-0001?mchid=${merchant.mchid}`;
  assert.equal((await shop.pay("GET", query)).json.trade_state, "REFUND");
  assert.equal((await shop.pay("GET", `${refunds}/R2`)).json.code, "RESOURCE_NOT_EXISTS");
});

shopTest("one number is one refund", async (shop) => {
  await shop.paid("ORDER-0002");
  const first = await shop.refund("ORDER-0002", "R1", 400);
  const again = await shop.refund("ORDER-0002", "R1", 400);
  assert.equal(again.json.refund_id, first.json.refund_id);
  const other = await shop.refund("ORDER-0002", "R1", 401);
  assert.deepEqual([other.status, other.json.code], [400, "INVALID_REQUEST"]);
  assert.equal(shop.simulator.state.refunds.size, 1);
});

shopTest("refunds: a minute apart, never above what was paid", async (shop) => {
  await shop.paid("ORDER-0003");
  await shop.refund("ORDER-0003", "R1", 600);
  shop.advance(59);
  assert.equal((await shop.refund("ORDER-0003", "R2", 400)).json.code, "FREQUENCY_LIMITED");
  shop.advance(1);
  assert.equal((await shop.refund("ORDER-0003", "R2", 401)).json.code, "INVALID_REQUEST");
  assert.equal((await shop.refund("ORDER-0003", "R2", 400)).status, 200);
  shop.advance(60);
  assert.equal((await shop.refund("ORDER-0003", "R3", 1)).json.code, "INVALID_REQUEST");
  assert.equal((await shop.refund("ORDER-0003", "R4", 1, 999)).json.code, "INVALID_REQUEST");
});

shopTest("fifty refunds of one order and no more", async (shop) => {
  await shop.paid("ORDER-0004");
  for (let n = 0; n < 50; n++) {
    assert.equal((await shop.refund("ORDER-0004", `R${n}`, 1)).status, 200);
  }
  assert.equal((await shop.refund("ORDER-0004", "R50", 1)).json.code, "RULE_LIMIT");
}, { merchants: [{ ...merchant, refund_spacing_seconds: 0 }] });

shopTest("orders that cannot be refunded, and money that is not there", async (shop) => {
  assert.equal((await shop.refund("ORDER-9999", "R1", 1)).status, 404);
  await shop.ordered("ORDER-0005");
  assert.equal((await shop.refund("ORDER-0005", "R1", 1)).json.code, "INVALID_REQUEST");
  await shop.paid("ORDER-0006");
  shop.simulator.control.funds(merchant.mchid, { basic_fen: 99 });
  const short = await shop.refund("ORDER-0006", "R2", 100);
  assert.deepEqual([short.status, short.json.code], [403, "NOT_ENOUGH"]);
  shop.simulator.control.funds(merchant.mchid, { basic_fen: 100 });
  assert.equal((await shop.refund("ORDER-0006", "R2", 100)).status, 200);
  shop.advance(366 * 86400);
  assert.equal((await shop.refund("ORDER-0006", "R3", 1)).json.code, "INVALID_REQUEST");
});

shopTest("form: numbers, reason, currency, notify_url", async (shop) => {
  await shop.paid("ORDER-0007");
  const amount = { refund: 1, total: 1000, currency: "CNY" };
  const good = { out_trade_no: "ORDER-0007", out_refund_no: "R1", amount };
  const bad = [
    { out_refund_no: "R#1" },
    { out_refund_no: "R".repeat(65) },
    { out_trade_no: undefined },
    { reason: "茶".repeat(81) },
    { notify_url: "https://shop.example/refund?x=1" },
    { amount: { ...amount, currency: undefined } },
    { amount: { ...amount, refund: 0 } },
  ];
  for (const change of bad) {
    const answer = await shop.pay("POST", refunds, { ...good, ...change });
    assert.equal(answer.json.code, "PARAM_ERROR", JSON.stringify(change));
  }
});

shopTest("faults: abnormal, closed (the money can be refunded again), slow", async (shop) => {
  const { control } = shop.simulator;
  await shop.paid("ORDER-0008");
  await shop.simulator.settle();
  control.addFault({ kind: "refund_abnormal", match: { out_refund_no: "R1" } });
  control.addFault({ kind: "refund_closed", match: { out_refund_no: "R2" } });
  control.addFault({ kind: "refund_processing", match: { out_refund_no: "R3" }, seconds: 600 });
  await shop.refund("ORDER-0008", "R1", 100);
  await shop.simulator.settle();
  assert.equal((await shop.pay("GET", `${refunds}/R1`)).json.status, "ABNORMAL");
  shop.advance(60);
  await shop.refund("ORDER-0008", "R2", 900);
  await shop.simulator.settle();
  assert.equal((await shop.pay("GET", `${refunds}/R2`)).json.status, "CLOSED");
  shop.advance(60);
  assert.equal((await shop.refund("ORDER-0008", "R3", 900)).status, 200);
  await shop.simulator.settle();
  assert.equal((await shop.pay("GET", `${refunds}/R3`)).json.status, "PROCESSING");
  shop.advance(600);
  await shop.simulator.settle();
  assert.equal((await shop.pay("GET", `${refunds}/R3`)).json.status, "SUCCESS");
  const events = shop.received.slice(1).map((notice) => JSON.parse(notice.body).event_type);
  assert.deepEqual(events, ["REFUND.ABNORMAL", "REFUND.CLOSED", "REFUND.SUCCESS"]);
});

shopTest(
  "an abnormal refund is settled under its number: to the buyer's card or back to the merchant",
  async (shop) => {
    await shop.paid("ORDER-0010");
    shop.simulator.control.addFault({ kind: "refund_abnormal" });
    const { refund_id } = (await shop.refund("ORDER-0010", "R10", 400)).json;
    await shop.simulator.settle();
    const path = `${refunds}/${refund_id}/apply-abnormal-refund`;
    const card = {
      out_refund_no: "R10",
      type: "USER_BANK_CARD",
      bank_type: "ICBC_DEBIT",
      bank_account: sealedName("6222021234567890"),
      real_name: sealedName("张三"),
    };
    const refused: [Record<string, unknown>, string][] = [
      [{ ...card, bank_account: undefined }, "PARAM_ERROR"],
      [{ ...card, bank_account: "6222021234567890" }, "PARAM_ERROR"],
      [{ ...card, bank_account: sealedName("no card") }, "PARAM_ERROR"],
      [{ ...card, real_name: undefined }, "PARAM_ERROR"],
      [{ ...card, type: "MERCHANT_BANK_CARD" }, "PARAM_ERROR"],
      [{ ...card, type: "SOMEWHERE" }, "PARAM_ERROR"],
      [{ ...card, out_refund_no: "R11" }, "RESOURCE_NOT_EXISTS"],
    ];
    for (const [body, code] of refused) {
      assert.equal((await shop.pay("POST", path, body)).json.code, code, JSON.stringify(body));
    }
    const answer = await shop.pay("POST", path, card);
    assert.deepEqual([answer.status, answer.json.status], [200, "PROCESSING"]);
    await shop.simulator.settle();
    assert.equal((await shop.pay("GET", `${refunds}/R10`)).json.status, "SUCCESS");
    assert.equal(JSON.parse(shop.received.at(-1)!.body).event_type, "REFUND.SUCCESS");
    const merchant_card = { out_refund_no: "R10", type: "MERCHANT_BANK_CARD" };
    assert.equal((await shop.pay("POST", path, merchant_card)).json.code, "INVALID_REQUEST");
  },
);
