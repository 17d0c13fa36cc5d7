import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { constants, privateDecrypt } from "node:crypto";
import {
  merchant,
  newKeyPair,
  signedHeaders,
  verifiers,
  wechat_pay_id,
  withServer,
} from "../test_support.ts";
import type { MerchantConfig, PayClient } from "./client.ts";
import { isNotFound, type PayResult } from "./result.ts";
import { payClientAt, transfer_bill } from "./test_client.ts";
import type { RefundRequest } from "./types.ts";

const out_trade_no = "P20260101000001";
const refund: RefundRequest = {
  out_trade_no,
  out_refund_no: "R1",
  amount: { refund: 1, total: 1, currency: "CNY" },
};

type Call = (client: PayClient) => Promise<PayResult<unknown>>;
const query: Call = (client) => client.queryOrder(out_trade_no);

/** One call while WeChat Pay answers so; what came of it, and what was sent. */
async function calling(
  call: Call,
  status: number,
  content: unknown,
  more: Partial<MerchantConfig> = {},
  headers?: (body: string) => Headers,
) {
  const body = JSON.stringify(content);
  const reply = () => new Response(body, { status, headers: (headers ?? signedHeaders)(body) });
  return await withServer(reply, async (base_url, seen) => {
    return { answer: await call(payClientAt(base_url, more)), seen };
  });
}

Deno.test("every state of a payment comes through as WeChat says it, REFUND too", async () => {
  for (const trade_state of ["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "PAYERROR"]) {
    const { answer } = await calling(query, 200, { out_trade_no, trade_state });
    assert.deepEqual(answer.kind === "ok" && answer.value, { out_trade_no, trade_state });
  }
});

Deno.test("an answer about another number than was asked for is believed of none", async () => {
  const all = {
    transfer_bill_no: "13",
    state: "SUCCESS",
    status: "SUCCESS",
    trade_state: "NOTPAY",
  };
  const other = {
    ...all,
    ...{ out_trade_no: "P99999999", out_refund_no: "R2", out_bill_no: "W2", transaction_id: "43" },
  };
  const own = {
    ...all,
    ...{ out_trade_no, out_refund_no: "R1", out_bill_no: "W1", transaction_id: "42" },
  };
  const mend = { out_refund_no: "R1", type: "MERCHANT_BANK_CARD" } as const;
  const calls: Record<string, Call> = {
    queryOrder: query,
    queryTransaction: (client) => client.queryTransaction("42"),
    createRefund: (client) => client.createRefund(refund),
    queryRefund: (client) => client.queryRefund("R1"),
    applyAbnormalRefund: (client) => client.applyAbnormalRefund("50", mend, null),
    createTransferBill: (client) => client.createTransferBill(transfer_bill, "张三"),
    queryTransferBill: (client) => client.queryTransferBill("W1"),
    cancelTransferBill: (client) => client.cancelTransferBill("W1"),
  };
  for (const [name, call] of Object.entries(calls)) {
    assert.equal((await calling(call, 200, own)).answer.kind, "ok", name);
    const { answer } = await calling(call, 200, other);
    assert.equal(answer.kind === "unknown" && answer.reason, "malformed_reply", name);
  }
});

Deno.test("the status decides when the code says nothing: refused, or to be asked again", async () => {
  const cases: [status: number, code: string, meaning: string][] = [
    [400, "NEVER_HEARD_OF", "refused"],
    [499, "NEVER_HEARD_OF", "refused"],
    [400, "BANK_ERROR", "server_error"],
    [429, "NEVER_HEARD_OF", "busy"],
    [429, "", "busy"],
    [202, "", "pending"],
    [302, "", "server_error"],
    [500, "NEVER_HEARD_OF", "server_error"],
    [503, "PARAM_ERROR", "server_error"],
  ];
  for (const [status, code, meaning] of cases) {
    const { answer } = await calling(query, status, { code, message: "" });
    const found = answer.kind === "unknown" ? answer.reason : answer.kind;
    assert.equal(found, meaning, `${status} ${code}`);
  }
});

Deno.test("a code that says not now is no refusal, under whatever status it comes", async () => {
  const reasons: Record<string, string> = {
    SYSTEM_ERROR: "server_error",
    BANK_ERROR: "server_error",
    USERPAYING: "pending",
    USER_PAYING: "pending",
    FREQUENCY_LIMITED: "busy",
    FREQUENCY_LIMIT_EXCEED: "busy",
  };
  for (const [code, reason] of Object.entries(reasons)) {
    for (const status of [400, 403, 500]) {
      const { answer } = await calling(query, status, { code, message: "" });
      assert.equal(answer.kind === "unknown" && answer.reason, reason, `${status} ${code}`);
    }
  }
});

Deno.test("only a signed refusal with one of three codes says that WeChat has no such thing", async () => {
  for (const code of ["ORDER_NOT_EXIST", "RESOURCE_NOT_EXISTS", "NOT_FOUND", "ORDERNOTEXIST"]) {
    assert.ok(isNotFound((await calling(query, 404, { code })).answer), code);
    const unsigned = await calling(query, 404, { code }, {}, () => new Headers());
    assert.ok(!isNotFound(unsigned.answer), code);
  }
  for (const code of ["PARAM_ERROR", "NO_AUTH", ""]) {
    assert.ok(!isNotFound((await calling(query, 404, { code })).answer), code);
  }
});

Deno.test("while keys change the newest is named and encrypted to; a key we do not know is told of, a forgery is not", async () => {
  const next = newKeyPair();
  const both = [{ id: "PUB_KEY_ID_2", pem: next.public_pem }, ...verifiers];
  let unknown = 0;
  const more = { verifiers: both, onUnknownSerial: () => Promise.resolve(unknown++) };
  const send: Call = (client) => client.createTransferBill(transfer_bill, "张三");
  const { seen } = await calling(send, 200, {}, more);
  assert.equal(seen[0]!.headers.get("wechatpay-serial"), "PUB_KEY_ID_2");
  const key = { key: next.private_pem, padding: constants.RSA_PKCS1_OAEP_PADDING };
  const sealed = Buffer.from(JSON.parse(seen[0]!.body).user_name, "base64");
  assert.equal(privateDecrypt({ ...key, oaepHash: "sha1" }, sealed).toString(), "张三");

  const forged = (body: string) => signedHeaders(body, merchant.private_pem, wechat_pay_id);
  await calling(query, 200, {}, more, forged);
  assert.equal(unknown, 0);
  await calling(query, 200, {}, more, (body) => signedHeaders(body, undefined, "PUB_KEY_ID_3"));
  assert.equal(unknown, 1);
});
