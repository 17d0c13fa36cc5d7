import assert from "node:assert/strict";
import { Formatter, Rsa, Wechatpay } from "wechatpay-axios-plugin";
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
import { authorization, requestPaymentParams, sign } from "./signature.ts";
import { checkSignature } from "./verify.ts";
import { axiosSigned, nodePay, signer } from "./test_packages.ts";

const stamp = { timestamp: "1767225600", nonce: "593BEC0C930BF1AFEB40B4A08C8FB242" };

/** The platform keys that wechatpay-node-v3 holds; it has no public-key mode of its own. */
function trustInNodePay(id: string, pem: string): void {
  (WechatpayNode as unknown as { certificates: Record<string, string> }).certificates[id] = pem;
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

function items(header: string): Record<string, string> {
  const found = header.matchAll(/(\w+)="([^"]*)"/g);
  return Object.fromEntries(Array.from(found, ([, name, value]) => [name!, value!]));
}
