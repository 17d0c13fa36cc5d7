import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { Aes, Formatter, Rsa, Wechatpay } from "wechatpay-axios-plugin";
import WechatpayNode from "wechatpay-node-v3";
import { utf8 } from "../bytes.ts";
import {
  api_v3_key,
  merchant,
  type Seen,
  verifiers,
  wechat_pay,
  wechat_pay_id,
  withServer,
} from "../test_support.ts";
import { certificate_pem, certificate_serial, private_key_pem } from "../vectors_test_data.ts";
import { PayClient } from "./client.ts";
import { readNotification } from "./notification.ts";
import { decryptResource } from "./resource.ts";
import { encryptField } from "./sensitive.ts";
import { authorization, requestPaymentParams, sign } from "./signature.ts";
import { checkSignature } from "./verify.ts";

/** What we sign, wechatpay-axios-plugin and wechatpay-node-v3 verify; what they sign and encrypt, we accept. */

const signer = {
  mchid: "1900000001",
  serial_no: "3775B6A45ACD588826D15E583A95F5DD",
  private_key_pem: merchant.private_pem,
};
const stamp = { timestamp: "1767225600", nonce: "593BEC0C930BF1AFEB40B4A08C8FB242" };

/** wechatpay-node-v3 as this merchant; it asks for a certificate and reads nothing of it here. */
function nodePay(): WechatpayNode {
  return new WechatpayNode({
    appid: "wx0123456789abcdef",
    mchid: signer.mchid,
    serial_no: signer.serial_no,
    publicKey: Buffer.from(certificate_pem),
    privateKey: Buffer.from(merchant.private_pem),
    key: api_v3_key,
  });
}

/** The platform keys that wechatpay-node-v3 holds; it has no public-key mode of its own. */
function trustInNodePay(id: string, pem: string): void {
  (WechatpayNode as unknown as { certificates: Record<string, string> }).certificates[id] = pem;
}

/** WeChat Pay's side as wechatpay-axios-plugin would write it: a signed reply. */
function axiosSigned(body: string, timestamp = Formatter.timestamp()): Headers {
  const nonce = Formatter.nonce();
  const message = Formatter.response(timestamp, nonce, body);
  return new Headers({
    "Wechatpay-Timestamp": String(timestamp),
    "Wechatpay-Nonce": nonce,
    "Wechatpay-Serial": wechat_pay_id,
    "Wechatpay-Signature": Rsa.sign(message, wechat_pay.private_pem),
    "Request-ID": "08F7",
  });
}

Deno.test("interop: our Authorization header is the one both packages make", async () => {
  const order = { appid: "wx0123456789abcdef", description: "龙井茶", amount: { total: 1 } };
  const cases: ["GET" | "POST", string, string][] = [
    ["GET", "/v3/pay/transactions/id/4200001?mchid=1900000001", ""],
    ["POST", "/v3/pay/transactions/jsapi", JSON.stringify(order)],
  ];
  for (const [method, path, body] of cases) {
    const header = await authorization(signer, method, path, body, stamp);
    const message = Formatter.request(method, path, stamp.timestamp, stamp.nonce, body);
    const theirs = Rsa.sign(message, merchant.private_pem);
    const { mchid, serial_no } = signer;
    const by_axios = Formatter.authorization(
      mchid,
      stamp.nonce,
      theirs,
      stamp.timestamp,
      serial_no,
    );
    const node = nodePay();
    const by_node = node.getAuthorization(
      stamp.nonce,
      stamp.timestamp,
      node.getSignature(method, stamp.nonce, stamp.timestamp, path, body),
    );
    assert.deepEqual(items(header), items(by_axios));
    assert.deepEqual(items(header), items(by_node));
  }
});

Deno.test("interop: our signatures and paySign verify, and equal theirs", async () => {
  const message = `一条消息\n${crypto.randomUUID()}\n`;
  const signature = await sign(message, merchant.private_pem);
  assert(Rsa.verify(message, signature, merchant.public_pem));
  assert.equal(signature, nodePay().sha256WithRsa(message));

  const appid = "wx0123456789abcdef";
  const params = await requestPaymentParams(
    appid,
    "wx201410272009395522657a690389285100",
    merchant.private_pem,
    stamp,
  );
  const { timeStamp, nonceStr, package: package_text, paySign } = params;
  const lines = Formatter.joinedByLineFeed(appid, timeStamp, nonceStr, package_text);
  assert(Rsa.verify(lines, paySign, merchant.public_pem));
  assert.equal(paySign, Rsa.sign(lines, merchant.private_pem));
});

Deno.test("interop: our client is understood by, and understands, WeChat's side in their words", async () => {
  const answer = ({ method, path, headers, body }: Seen) => {
    const { timestamp, nonce_str, signature } = items(headers.get("authorization")!);
    const message = Formatter.request(method, path, timestamp!, nonce_str!, body);
    const good = Rsa.verify(message, signature!, merchant.public_pem);
    const reply = JSON.stringify(good ? { prepay_id: "wx1" } : { code: "SIGN_ERROR" });
    return new Response(reply, { status: good ? 200 : 401, headers: axiosSigned(reply) });
  };
  await withServer(answer, async (base_url) => {
    const client = new PayClient({ ...signer, appid: "wx0123456789abcdef", verifiers, base_url });
    const result = await client.createJsapiOrder({
      appid: "wx0123456789abcdef",
      mchid: signer.mchid,
      description: "龙井茶",
      out_trade_no: "P20260101000001",
      notify_url: "https://mall.example/pay",
      amount: { total: 100, currency: "CNY" },
      payer: { openid: "oABC" },
    });
    assert.deepEqual(result, { kind: "ok", value: { prepay_id: "wx1" }, request_id: "08F7" });
  });
});

Deno.test("interop: their client accepts a reply that we sign", async () => {
  const body = `{"out_trade_no":"P20260101000001","trade_state":"SUCCESS"}`;
  const answer = async () => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = await sign(`${timestamp}\nnonce\n${body}\n`, wechat_pay.private_pem);
    const headers = {
      "content-type": "application/json",
      "wechatpay-timestamp": timestamp,
      "wechatpay-nonce": "nonce",
      "wechatpay-serial": wechat_pay_id,
      "wechatpay-signature": signature,
    };
    return new Response(body, { headers });
  };
  await withServer(answer, async (base_url) => {
    const pay = new Wechatpay({
      mchid: signer.mchid,
      serial: signer.serial_no,
      privateKey: merchant.private_pem,
      certs: { [wechat_pay_id]: wechat_pay.public_pem },
      baseURL: `${base_url}/`,
    });
    const { data } = await pay.chain("v3/pay/transactions/id/4200001").get({
      params: { mchid: "1" },
    });
    assert.equal(data.trade_state, "SUCCESS");
  });
});

Deno.test("interop: a notification that they seal and sign is read here", async () => {
  const plain =
    `{"mchid":"1900000001","out_trade_no":"P1","trade_state":"SUCCESS","attach":"张三"}`;
  const nonce = Formatter.nonce(12);
  const resource = {
    original_type: "transaction",
    algorithm: "AEAD_AES_256_GCM",
    ciphertext: Aes.AesGcm.encrypt(plain, api_v3_key, nonce, "transaction"),
    associated_data: "transaction",
    nonce,
  };
  const body = JSON.stringify({ id: "EV-1", event_type: "TRANSACTION.SUCCESS", resource });
  const keys = { verifiers, api_v3_keys: [api_v3_key] };
  const reading = await readNotification(keys, axiosSigned(body), utf8(body));
  assert(reading.ok);
  assert.deepEqual(reading.notification.resource, JSON.parse(plain));
});

Deno.test("interop: what is sealed for one opens for all", async () => {
  const plain = `{"openid":"oABC","remark":"佣金"}`;
  const ciphertext = Aes.AesGcm.encrypt(plain, api_v3_key, "0123456789ab", "mch_payment");
  const sealed = {
    original_type: "mch_payment",
    algorithm: "AEAD_AES_256_GCM",
    ciphertext,
    associated_data: "mch_payment",
    nonce: "0123456789ab",
  };
  const by_node = nodePay().decipher_gcm(ciphertext, "mch_payment", "0123456789ab", api_v3_key);
  assert.equal(await decryptResource(sealed, [api_v3_key]), plain);
  assert.deepEqual(by_node, JSON.parse(plain));
});

Deno.test("interop: wechatpay-node-v3 and we agree on a signature, by public key and by certificate", async () => {
  const keys: [string, string, string, string][] = [
    [wechat_pay_id, wechat_pay.private_pem, wechat_pay.public_pem, wechat_pay.public_pem],
    [certificate_serial, private_key_pem, certificate_pem, certificate_pem],
  ];
  for (const [serial, private_pem, their_pem, our_pem] of keys) {
    trustInNodePay(serial, their_pem);
    const body = `{"id":"EV-1","summary":"支付成功"}`;
    const timestamp = Formatter.timestamp();
    const message = Formatter.response(timestamp, "nonce", body);
    const signature = Rsa.sign(message, private_pem);
    const headers = new Headers({
      "Wechatpay-Timestamp": String(timestamp),
      "Wechatpay-Nonce": "nonce",
      "Wechatpay-Serial": serial,
      "Wechatpay-Signature": signature,
    });
    for (const [received, good] of [[body, true], [body.replace("1", "2"), false]] as const) {
      const theirs = await nodePay().verifySign({
        timestamp,
        nonce: "nonce",
        body: received,
        serial,
        signature,
        apiSecret: api_v3_key,
      });
      const ours = await checkSignature([{ id: serial, pem: our_pem }], headers, utf8(received));
      assert.deepEqual([theirs, ours.ok], [good, good]);
    }
  }
});

Deno.test("interop: a name that we encrypt opens with both packages", async () => {
  const sealed = await encryptField("张三", { id: "PUB_KEY_ID_1", pem: merchant.public_pem });
  assert.equal(Rsa.decrypt(sealed, merchant.private_pem), "张三");
  assert.equal(nodePay().privateDecrypt(sealed), "张三");
});

Deno.test("interop: a buyer's card travels encrypted, its number and its holder, and opens with their package", async () => {
  const reply = JSON.stringify({ out_refund_no: "R1", status: "PROCESSING" });
  const card = { bank_account: "6222021234567890", real_name: "张三" };
  const request = {
    out_refund_no: "R1",
    type: "USER_BANK_CARD" as const,
    bank_type: "ICBC_DEBIT",
  };
  const answer = () => new Response(reply, { headers: axiosSigned(reply) });
  await withServer(answer, async (base_url, seen) => {
    const client = new PayClient({ ...signer, appid: "wx0123456789abcdef", verifiers, base_url });
    assert.equal((await client.applyAbnormalRefund("5030", request, card)).kind, "ok");
    const [sent] = seen;
    assert.equal(sent!.path, "/v3/refund/domestic/refunds/5030/apply-abnormal-refund");
    assert.equal(sent!.headers.get("wechatpay-serial"), wechat_pay_id);
    const { bank_account, real_name, ...plain } = JSON.parse(sent!.body);
    assert.deepEqual(plain, request);
    const opened = [bank_account, real_name].map((one) => Rsa.decrypt(one, wechat_pay.private_pem));
    assert.deepEqual(opened, [card.bank_account, card.real_name]);
  });
});

function items(header: string): Record<string, string> {
  const found = header.matchAll(/(\w+)="([^"]*)"/g);
  return Object.fromEntries(Array.from(found, ([, name, value]) => [name!, value!]));
}
