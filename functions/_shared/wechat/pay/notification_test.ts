import assert from "node:assert/strict";
import { utf8 } from "../bytes.ts";
import { api_v3_key, notificationBody, signedHeaders, verifiers } from "../test_support.ts";
import {
  certificate_pem,
  certificate_serial,
  payment_notification,
  payscore_notification,
  type SignedNotification,
} from "../vectors_test_data.ts";
import { readNotification } from "./notification.ts";

const keys = { verifiers, api_v3_keys: [api_v3_key] };

async function readVector(vector: SignedNotification) {
  const headers = new Headers({
    "Wechatpay-Timestamp": vector.timestamp,
    "Wechatpay-Nonce": vector.nonce,
    "Wechatpay-Serial": certificate_serial,
    "Wechatpay-Signature": vector.signature,
  });
  const vector_keys = {
    verifiers: [{ id: certificate_serial, pem: certificate_pem }],
    api_v3_keys: [vector.api_v3_key],
  };
  const now_ms = Number(vector.timestamp) * 1000;
  const reading = await readNotification(vector_keys, headers, utf8(vector.body), now_ms);
  assert(reading.ok);
  return reading.notification;
}

async function read(original_type: string, event_type: string, content: unknown) {
  const body = notificationBody(original_type, event_type, JSON.stringify(content));
  return await readNotification(keys, signedHeaders(body), utf8(body));
}

Deno.test("readNotification: the payment vector, with every field of its content", async () => {
  const notification = await readVector(payment_notification);
  assert.equal(notification.kind, "transaction");
  assert.equal(notification.id, "EV-2023111500000001");
  assert.equal(notification.event_type, "TRANSACTION.SUCCESS");
  assert.deepEqual(notification.resource, JSON.parse(payment_notification.plain));
});

Deno.test("readNotification: wechatpay-go's vector is of a kind not used here", async () => {
  const notification = await readVector(payscore_notification);
  assert.equal(notification.kind, "other");
  assert.deepEqual(notification.resource, JSON.parse(payscore_notification.plain));
});

Deno.test("readNotification: kinds by original_type and event_type together", async (t) => {
  const refund = { mchid: "1", out_trade_no: "P1", out_refund_no: "R1", refund_status: "SUCCESS" };
  const transaction = { mchid: "1", out_trade_no: "P1", trade_state: "SUCCESS" };
  const cases: [string, string, unknown, string][] = [
    ["transaction", "TRANSACTION.SUCCESS", transaction, "transaction"],
    ["refund", "REFUND.SUCCESS", refund, "refund"],
    ["refund", "REFUND.ABNORMAL", refund, "refund"],
    ["refund", "REFUND.CLOSED", refund, "refund"],
    [
      "mch_payment",
      "MCHTRANSFER.BILL.FINISHED",
      { out_bill_no: "W1", state: "SUCCESS" },
      "transfer",
    ],
    ["profitsharing", "TRANSACTION.SUCCESS", transaction, "other"],
    ["transaction", "REFUND.SUCCESS", transaction, "other"],
    ["complaint", "COMPLAINT.CREATE", { complaint_id: "1" }, "other"],
  ];
  for (const [original_type, event_type, content, kind] of cases) {
    await t.step(`${original_type} ${event_type}`, async () => {
      const reading = await read(original_type, event_type, content);
      assert(reading.ok);
      assert.equal(reading.notification.kind, kind);
    });
  }
});

Deno.test("readNotification: a transfer's merchant is mch_id under either name", async () => {
  for (const name of ["mch_id", "mchid"]) {
    const content = { [name]: "1900000001", out_bill_no: "W1", state: "FAIL" };
    const reading = await read("mch_payment", "MCHTRANSFER.BILL.FINISHED", content);
    assert(reading.ok);
    assert.equal(reading.notification.resource["mch_id"], "1900000001");
  }
});

Deno.test("readNotification: every refusal has its reason", async (t) => {
  const plain = JSON.stringify({ mchid: "1", out_trade_no: "P1", trade_state: "SUCCESS" });
  const good = notificationBody("transaction", "TRANSACTION.SUCCESS", plain);
  const other_key = notificationBody("transaction", "TRANSACTION.SUCCESS", plain, "k".repeat(32));
  const no_order = notificationBody("transaction", "TRANSACTION.SUCCESS", `{"mchid":"1"}`);
  const no_object = notificationBody("transaction", "TRANSACTION.SUCCESS", `[1]`);
  const cases: [string, string, Headers, string][] = [
    [good, "bad_signature", signedHeaders(`${good} `), "altered"],
    [good, "stale", signedHeaders(good, undefined, undefined, 1_600_000_000), "replayed later"],
    [good, "unknown_serial", signedHeaders(good, undefined, "5DEA10EF55877E3C"), "serial"],
    [good, "malformed", new Headers(), "no headers"],
    [other_key, "undecryptable", signedHeaders(other_key), "another APIv3 key"],
    ["{}", "malformed", signedHeaders("{}"), "no resource"],
    ["not json", "malformed", signedHeaders("not json"), "no json"],
    ["null", "malformed", signedHeaders("null"), "null"],
    [no_order, "malformed", signedHeaders(no_order), "no order number"],
    [no_object, "malformed", signedHeaders(no_object), "content is no object"],
  ];
  const unread = new Set(["undecryptable", "malformed"]); // signed by WeChat where it is signed at all
  for (const [body, reason, headers, name] of cases) {
    await t.step(name, async () => {
      const reading = await readNotification(keys, headers, utf8(body));
      assert.ok(!reading.ok);
      assert.equal(reading.reason, reason);
      assert.equal(reading.genuine, headers.has("wechatpay-signature") && unread.has(reason));
    });
  }
});

Deno.test("readNotification: without merchant, number or state a message is about nothing of ours", async () => {
  const payment = { mchid: "1", out_trade_no: "P1", trade_state: "REFUND" };
  const refund = { mchid: "1", out_trade_no: "P1", out_refund_no: "R1", refund_status: "SUCCESS" };
  const bill = { out_bill_no: "W1", state: "SUCCESS" };
  const kinds: [string, string, Record<string, string>][] = [
    ["transaction", "TRANSACTION.SUCCESS", payment],
    ["refund", "REFUND.SUCCESS", refund],
    ["refund", "REFUND.ABNORMAL", refund],
    ["refund", "REFUND.CLOSED", refund],
    ["mch_payment", "MCHTRANSFER.BILL.FINISHED", bill],
  ];
  for (const [original_type, event_type, content] of kinds) {
    assert.ok((await read(original_type, event_type, content)).ok);
    for (const name of Object.keys(content)) {
      const { [name]: _, ...rest } = content;
      const reading = await read(original_type, event_type, rest);
      assert.equal(reading.ok || reading.reason, "malformed", `${event_type} without ${name}`);
    }
  }
});

Deno.test("readNotification: the envelope comes through, and is malformed without its id or as a list", async () => {
  const plain = JSON.stringify({ out_bill_no: "W1", state: "SUCCESS" });
  const body = notificationBody("mch_payment", "MCHTRANSFER.BILL.FINISHED", plain);
  const whole = JSON.parse(body) as Record<string, unknown>;
  const readWith = (change: object) => {
    const text = JSON.stringify({ ...whole, ...change });
    return readNotification(keys, signedHeaders(text), utf8(text));
  };
  const reading = await readWith({});
  assert.ok(reading.ok);
  const { id, event_type, original_type, create_time } = reading.notification;
  assert.deepEqual({ id, event_type, original_type, create_time }, {
    id: "EV-1",
    event_type: "MCHTRANSFER.BILL.FINISHED",
    original_type: "mch_payment",
    create_time: "2026-01-01T00:00:00+08:00",
  });
  for (const change of [{ id: undefined }, { id: 1 }, { event_type: undefined }]) {
    const refused = await readWith(change);
    assert.equal(refused.ok || refused.reason, "malformed", JSON.stringify(change));
  }
  const list = await read("complaint", "COMPLAINT.CREATE", []);
  assert.equal(list.ok || list.reason, "malformed");
});
