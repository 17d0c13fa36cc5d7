import assert from "node:assert/strict";
import type { FieldProblem } from "@/contracts/errors.ts";
import type { CredentialKind } from "@/contracts/server.ts";
import { generateMerchantKeys } from "@/local/wechat/merchant_keys.ts";
import { ApiError } from "@/shared/errors.ts";
import { checkCredential } from "./credential.ts";

const keys = await generateMerchantKeys(1024);
const good: [CredentialKind, string, string?][] = [
  ["app_secret", "0123456789abcdef0123456789abcdef"],
  ["message_token", keys.push_token],
  ["message_aes_key", keys.encoding_aes_key],
  ["api_v3_key", keys.api_v3_key],
  ["merchant_private_key", keys.merchant_private_key_pem, keys.merchant_serial],
  ["wechatpay_public_key", keys.wechat_public_key_pem, keys.wechat_public_key_id],
  ["platform_certificate", keys.platform_certificate_pem, keys.platform_serial],
];

async function fieldOf(kind: CredentialKind, value: string, serial?: string): Promise<unknown> {
  try {
    await checkCredential(kind, value, serial);
    return "good";
  } catch (error) {
    assert.ok(error instanceof ApiError);
    assert.doesNotMatch(JSON.stringify(error.details), /BEGIN|0123456789abcdef/);
    const [{ field, message }] = error.details!.fields as FieldProblem[] as [FieldProblem];
    assert.match(message, /^[^ ].{8,}/, "in words, not just that it is wrong");
    assert.notEqual(message, "格式不对");
    return field;
  }
}

Deno.test("every kind of key is taken as WeChat gives it", async () => {
  for (const one of good) assert.equal(await fieldOf(...one), "good", one[0]);
});

Deno.test("a key in a wrong form is refused before it can stop the shop", async () => {
  for (const [kind, value, serial] of good) {
    assert.equal(await fieldOf(kind, value.slice(0, -30), serial), "value", kind);
    assert.equal(await fieldOf(kind, "示例", serial), "value", kind);
    if (serial) assert.equal(await fieldOf(kind, value), "serial", kind);
  }
  const [public_key, certificate] = [keys.wechat_public_key_pem, keys.platform_certificate_pem];
  assert.equal(await fieldOf("merchant_private_key", public_key, keys.merchant_serial), "value");
  assert.equal(await fieldOf("platform_certificate", public_key, keys.platform_serial), "value");
  assert.equal(await fieldOf("platform_certificate", certificate, keys.merchant_serial), "value");
  assert.equal(
    await fieldOf("wechatpay_public_key", certificate, keys.wechat_public_key_id),
    "value",
  );
});
