import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { merchant, type Shop, shopTest } from "../test_support.ts";
import { waiting } from "./transfers_in_tests.ts";

const trade = "/v3/bill/tradebill?bill_date=2026-03-01&bill_type=ALL";
const basic = "/v3/bill/fundflowbill?bill_date=2026-03-01&account_type=BASIC";
const operation = "/v3/bill/fundflowbill?bill_date=2026-03-01&account_type=OPERATION";
const to_next_day_ten = 22 * 3600;

/** The lines of a bill, each as its values by the header's names. */
async function linesOf(shop: Shop, path: string) {
  const asked = await shop.pay("GET", path);
  assert.equal(asked.status, 200, asked.text);
  const { hash_type, hash_value, download_url } = asked.json;
  const url = new URL(download_url);
  const file = await shop.pay("GET", url.pathname + url.search);
  assert.equal(file.headers.get("wechatpay-signature"), null);
  assert.equal(hash_type, "SHA1");
  const text = "\ufeff" + file.text; // reading the answer as a text has taken the mark
  assert.equal(createHash("sha1").update(text).digest("hex"), hash_value);
  const [header, ...rows] = file.text.trimEnd().split("\r\n");
  const names = header!.split(",");
  return rows.slice(0, -2).map((row) => {
    const values = row.slice(1).split(",`");
    assert.equal(values.length, names.length, row);
    return Object.fromEntries(names.map((name, at) => [name, values[at]!]));
  });
}

shopTest(
  "the trade bill of a day: payments and refunds, ready at ten of the next",
  async (shop) => {
    const { transaction_id, openid } = await shop.paid("ORDER-0001", 12345);
    await shop.refund("ORDER-0001", "R1", 345, 12345);
    await shop.simulator.settle();
    const early = await shop.pay("GET", trade);
    assert.deepEqual([early.status, early.json.code], [400, "INVALID_REQUEST"]);
    shop.advance(to_next_day_ten - 1);
    assert.equal((await shop.pay("GET", trade)).json.code, "NO_STATEMENT_EXIST");
    shop.advance(1);
    const [paid, back] = await linesOf(shop, trade);
    assert.deepEqual(
      [
        paid!["交易时间"],
        paid!["商户订单号"],
        paid!["微信订单号"],
        paid!["用户标识"],
        paid!["交易状态"],
      ],
      ["2026-03-01 12:00:00", "ORDER-0001", transaction_id, openid, "SUCCESS"],
    );
    assert.deepEqual([paid!["订单金额"], paid!["手续费"]], ["123.45", "0.74000"]);
    assert.deepEqual(
      [back!["商户退款单号"], back!["申请退款金额"], back!["退款状态"], back!["交易状态"]],
      ["R1", "3.45", "SUCCESS", "REFUND"],
    );
    const kinds = (await linesOf(shop, basic)).map((line) => line["业务类型"]);
    assert.deepEqual(kinds, ["交易", "扣除交易手续费", "退款"]);
    assert.equal((await shop.pay("GET", operation)).json.code, "NO_STATEMENT_EXIST");
    const none = await shop.pay("GET", trade.replace("03-01", "02-28"));
    assert.deepEqual([none.status, none.json.code], [400, "NO_STATEMENT_EXIST"]);
    const old = await shop.pay("GET", trade.replace("03-01", "11-01").replace("2026", "2025"));
    assert.equal(old.json.code, "INVALID_REQUEST");
  },
);

shopTest("money of a transfer leaves on one day and comes back on the next", async (shop) => {
  await waiting(shop, "W1", 5000);
  shop.advance(86_400);
  await shop.simulator.settle();
  shop.advance(to_next_day_ten);
  const [out] = await linesOf(shop, operation);
  assert.deepEqual(
    [out!["业务名称"], out!["收支类型"], out!["收支金额（元）"], out!["业务凭证号"]],
    ["商家转账", "支出", "50.00", "W1"],
  );
  const [back] = await linesOf(shop, operation.replace("03-01", "03-02"));
  assert.deepEqual([back!["业务名称"], back!["收支类型"]], ["商家转账退回", "收入"]);
});

shopTest("a refund that was still under way at midnight says so for ever", async (shop) => {
  await shop.paid("ORDER-0002");
  shop.simulator.control.addFault({ kind: "refund_processing", seconds: 86_400 });
  await shop.refund("ORDER-0002", "R2", 400);
  shop.advance(2 * 86_400);
  await shop.simulator.settle();
  const [, back] = await linesOf(shop, trade);
  assert.equal(back!["退款状态"], "PROCESSING");
});

shopTest("planted differences: left out, added, other sum, other state", async (shop) => {
  await shop.paid("ORDER-0003", 100);
  await shop.paid("ORDER-0004", 200);
  await shop.paid("ORDER-0005", 300);
  shop.simulator.control.planBill(merchant.mchid, "2026-03-01", {
    drop: ["ORDER-0003"],
    alter: [{ number: "ORDER-0004", amount_fen: 201 }, { number: "ORDER-0005", state: "REVOKED" }],
    add: [{ kind: "payment", number: "ORDER-9999", amount_fen: 7 }],
  });
  shop.advance(to_next_day_ten);
  const told = (await linesOf(shop, trade))
    .map((line) => [line["商户订单号"], line["订单金额"], line["交易状态"]]);
  assert.deepEqual(told, [
    ["ORDER-0004", "2.01", "SUCCESS"],
    ["ORDER-0005", "3.00", "REVOKED"],
    ["ORDER-9999", "0.07", "SUCCESS"],
  ]);
});

shopTest(
  "misbehaviour: late, another hash, a token that has ended; a token is its merchant's",
  async (shop) => {
    await shop.paid("ORDER-0006");
    shop.advance(to_next_day_ten);
    const { control } = shop.simulator;
    const late = control.addFault({ kind: "bill_late", match: { bill: "trade" }, times: null });
    assert.equal((await shop.pay("GET", trade)).json.code, "STATEMENT_CREATING");
    control.removeFaults(late.id);
    control.addFault({ kind: "bill_wrong_hash" });
    await assert.rejects(linesOf(shop, trade), assert.AssertionError);
    control.addFault({ kind: "bill_token_expired" });
    const ended = new URL((await shop.pay("GET", trade)).json.download_url);
    const answer = await shop.pay("GET", ended.pathname + ended.search);
    assert.deepEqual([answer.status, answer.json.code], [400, "INVALID_REQUEST"]);
    const good = new URL((await shop.pay("GET", trade)).json.download_url);
    shop.advance(300);
    assert.equal((await shop.pay("GET", good.pathname + good.search)).status, 400);
  },
);

shopTest("packed, the file is the same", async (shop) => {
  await shop.paid("ORDER-0007");
  shop.advance(to_next_day_ten);
  const asked = (await shop.pay("GET", `${trade}&tar_type=GZIP`)).json;
  const url = new URL(asked.download_url);
  const headers = { authorization: shop.authorization("GET", url.pathname + url.search, "") };
  const file = await shop.simulator.fetch(
    new Request(shop.simulator.url + url.pathname + url.search, {
      headers: { ...headers, accept: "*/*", "user-agent": "test" },
    }),
  );
  const text = gunzipSync(new Uint8Array(await file.arrayBuffer()));
  assert.equal(createHash("sha1").update(text).digest("hex"), asked.hash_value);
});
