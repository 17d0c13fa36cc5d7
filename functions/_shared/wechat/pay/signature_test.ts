import assert from "node:assert/strict";
import { private_key_pem, signatures } from "../vectors_test_data.ts";
import { authorization, newStamp, requestPaymentParams, sign } from "./signature.ts";

Deno.test("sign: the published signature of wechatpay-go", async () => {
  const { message, signature } = signatures.plain;
  assert.equal(await sign(message, private_key_pem), signature);
});

Deno.test("authorization: the published GET request, its five items and its signature", async () => {
  const { mchid, path, timestamp, nonce, signature } = signatures.get_request;
  const signer = { mchid, serial_no: "ABC123", private_key_pem };
  const header = await authorization(signer, "GET", path, "", { timestamp, nonce });
  assert.equal(
    header,
    `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",signature="${signature}",` +
      `timestamp="${timestamp}",serial_no="ABC123"`,
  );
});

Deno.test("requestPaymentParams: the paySign of WeChat's sample", async () => {
  const { appid, prepay_id, timestamp, nonce, signature } = signatures.pay_sign;
  const params = await requestPaymentParams(appid, prepay_id, private_key_pem, {
    timestamp,
    nonce,
  });
  assert.deepEqual(params, {
    timeStamp: timestamp,
    nonceStr: nonce,
    package: `prepay_id=${prepay_id}`,
    signType: "RSA",
    paySign: signature,
  });
});

Deno.test("newStamp: seconds, and a nonce of 32 characters that never repeats", () => {
  const stamps = Array.from({ length: 200 }, newStamp);
  for (const { timestamp, nonce } of stamps) {
    assert.match(timestamp, /^\d{10}$/);
    assert.match(nonce, /^[0-9a-f]{32}$/);
  }
  assert.equal(new Set(stamps.map(({ nonce }) => nonce)).size, 200);
});
