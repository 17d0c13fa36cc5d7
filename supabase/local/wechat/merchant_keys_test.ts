import assert from "node:assert/strict";
import { createPublicKey, X509Certificate } from "node:crypto";
import { generateMerchantKeys } from "./merchant_keys.ts";

Deno.test("keys are as WeChat's: 2048 bits, certificates with their serials, lengths", async () => {
  const keys = await generateMerchantKeys();
  const modulus = createPublicKey(keys.wechat_public_key_pem).asymmetricKeyDetails?.modulusLength;
  assert.equal(modulus, 2048);
  for (const who of ["merchant", "platform"] as const) {
    const certificate = new X509Certificate(keys[`${who}_certificate_pem`]);
    assert.equal(certificate.serialNumber, keys[`${who}_serial`]);
    assert.ok(certificate.verify(certificate.publicKey));
  }
  const own = new X509Certificate(keys.merchant_certificate_pem).publicKey;
  assert.equal(own.export({ type: "spki", format: "pem" }), keys.merchant_public_key_pem);
  assert.match(keys.wechat_public_key_id, /^PUB_KEY_ID_0\d{27}$/);
  assert.match(keys.api_v3_key, /^[0-9A-Za-z]{32}$/);
  assert.match(keys.encoding_aes_key, /^[0-9A-Za-z]{43}$/);
  assert.match(keys.push_token, /^[0-9A-Za-z]{3,32}$/);
});
