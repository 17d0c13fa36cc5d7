import assert from "node:assert/strict";
import { utf8 } from "../bytes.ts";
import { newKeyPair, signedHeaders, verifiers, wechat_pay_id } from "../test_support.ts";
import {
  certificate_pem,
  certificate_serial,
  payment_notification,
  payscore_notification,
  public_key_pem,
  type SignedNotification,
} from "../vectors_test_data.ts";
import { checkSignature } from "./verify.ts";

const certificate = { id: certificate_serial, pem: certificate_pem };

function headersOf(vector: SignedNotification, serial: string): Headers {
  return new Headers({
    "Wechatpay-Timestamp": vector.timestamp,
    "Wechatpay-Nonce": vector.nonce,
    "Wechatpay-Serial": serial,
    "Wechatpay-Signature": vector.signature,
    "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
  });
}

Deno.test("checkSignature: both published notifications, by platform certificate and by public key", async () => {
  for (const vector of [payscore_notification, payment_notification]) {
    const now_ms = Number(vector.timestamp) * 1000;
    const public_key = { id: wechat_pay_id, pem: public_key_pem };
    for (const { id } of [certificate, public_key]) {
      const headers = headersOf(vector, id);
      const check = await checkSignature(
        [public_key, certificate],
        headers,
        utf8(vector.body),
        now_ms,
      );
      assert.deepEqual(check, { ok: true, serial: id });
    }
  }
});

Deno.test("checkSignature: while keys change, each key is good under its own name alone", async () => {
  const [old_key, new_key] = [newKeyPair(), newKeyPair()];
  const both = [{ id: "PUB_KEY_ID_2", pem: new_key.public_pem }, {
    id: "PUB_KEY_ID_1",
    pem: old_key.public_pem,
  }];
  const check = async (private_pem: string, id: string) =>
    await checkSignature(both, signedHeaders("{}", private_pem, id), utf8("{}"));
  assert.equal((await check(old_key.private_pem, "PUB_KEY_ID_1")).ok, true);
  assert.equal((await check(new_key.private_pem, "PUB_KEY_ID_2")).ok, true);
  assert.deepEqual(await check(old_key.private_pem, "PUB_KEY_ID_2"), {
    ok: false,
    reason: "bad_signature",
    serial: "PUB_KEY_ID_2",
  });
});

Deno.test("checkSignature: 300 seconds either way, no further", async () => {
  const signed_at_s = 1_700_000_000;
  const headers = signedHeaders("{}", undefined, undefined, signed_at_s);
  for (const [offset_s, ok] of [[-301, false], [-300, true], [300, true], [301, false]] as const) {
    const now_ms = (signed_at_s + offset_s) * 1000;
    const check = await checkSignature(verifiers, headers, utf8("{}"), now_ms);
    assert.equal(check.ok, ok, `${offset_s}`);
    if (!check.ok) assert.equal(check.reason, "stale");
  }
});

Deno.test("checkSignature: each wrong message has a reason, and nothing throws", async (t) => {
  const body = `{"a":1}`;
  const cases: [string, string, string, (headers: Headers) => void][] = [
    ["no signature", body, "malformed", (h) => h.delete("wechatpay-signature")],
    ["no timestamp", body, "malformed", (h) => h.delete("wechatpay-timestamp")],
    ["no nonce", body, "malformed", (h) => h.delete("wechatpay-nonce")],
    ["no serial", body, "malformed", (h) => h.delete("wechatpay-serial")],
    ["time not a number", body, "malformed", (h) => h.set("wechatpay-timestamp", "1e9")],
    ["another serial", body, "unknown_serial", (h) => h.set("wechatpay-serial", "PUB_KEY_ID_9")],
    [
      "serial of another case",
      body,
      "unknown_serial",
      (h) => h.set("wechatpay-serial", wechat_pay_id.toLowerCase()),
    ],
    ["another nonce", body, "bad_signature", (h) => h.set("wechatpay-nonce", "x")],
    ["another body", `{"a":2}`, "bad_signature", () => {}],
    ["a byte more", `${body} `, "bad_signature", () => {}],
    ["no base64", body, "bad_signature", (h) => h.set("wechatpay-signature", "%%%% no base64")],
    ["too short", body, "bad_signature", (h) => h.set("wechatpay-signature", "AAAA")],
    [
      "SM2",
      body,
      "bad_signature",
      (h) => h.set("wechatpay-signature-type", "WECHATPAY2-SM2-WITH-SM3"),
    ],
    ["a probe", body, "bad_signature", (h) => {
      h.set("wechatpay-signature", `WECHATPAY/SIGNTEST/${h.get("wechatpay-signature")}`);
    }],
  ];
  for (const [name, received, reason, change] of cases) {
    await t.step(name, async () => {
      const headers = signedHeaders(body);
      assert.equal((await checkSignature(verifiers, headers, utf8(body))).ok, true);
      change(headers);
      const check = await checkSignature(verifiers, headers, utf8(received));
      assert.equal(check.ok ? "" : check.reason, reason);
    });
  }
});

Deno.test("checkSignature: an empty body is signed like any other", async () => {
  assert.equal((await checkSignature(verifiers, signedHeaders(""), utf8(""))).ok, true);
});

Deno.test("checkSignature: a certificate stored under a serial not its own is our mistake and throws", async () => {
  const wrong = { id: "D7CE59D1F522D702", pem: certificate_pem };
  const headers = headersOf(payment_notification, wrong.id);
  const now_ms = Number(payment_notification.timestamp) * 1000;
  await assert.rejects(
    checkSignature([wrong], headers, utf8(payment_notification.body), now_ms),
    /another serial/,
  );
});

Deno.test("checkSignature: a certificate's serial is hexadecimal in either case", async () => {
  const now_ms = Number(payment_notification.timestamp) * 1000;
  for (const serial of [certificate_serial.toLowerCase(), certificate_serial.toUpperCase()]) {
    const headers = headersOf(payment_notification, serial);
    const body = utf8(payment_notification.body);
    assert.equal((await checkSignature([certificate], headers, body, now_ms)).ok, true, serial);
  }
});
