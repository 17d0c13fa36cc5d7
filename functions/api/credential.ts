import type { CredentialKind } from "@/contracts/server.ts";
import { invalidField } from "@/shared/errors.ts";
import { signingKey, verifyingKey } from "@/shared/wechat/pay/keys.ts";

/** What a key of WeChat looks like, in words; without `form` only reading it can tell. */
const forms: Record<CredentialKind, { form?: RegExp; says: string }> = {
  app_secret: { form: /^[0-9a-f]{32}$/i, says: "AppSecret 是 32 位数字和 a 到 f 的字母" },
  message_token: { form: /^[0-9A-Za-z]{3,32}$/, says: "Token 是 3 到 32 位字母或数字" },
  message_aes_key: { form: /^[0-9A-Za-z]{43}$/, says: "EncodingAESKey 是 43 位字母或数字" },
  api_v3_key: { form: /^[0-9A-Za-z]{32}$/, says: "APIv3 密钥是 32 位字母或数字" },
  merchant_private_key: {
    says: "读不出私钥，请放入 apiclient_key.pem 的全部内容，连同首尾两行",
  },
  wechatpay_public_key: { says: "读不出公钥，请放入 pub_key.pem 的全部内容，连同首尾两行" },
  platform_certificate: {
    says: "读不出证书，或者它不是这个序列号的；请放入全部内容，连同首尾两行",
  },
};

const certificate_serial = {
  form: /^[0-9A-F]{8,64}$/i,
  says: "证书序列号是 8 到 64 位数字和 A 到 F 的字母",
};
const serial_forms: Partial<Record<CredentialKind, { form: RegExp; says: string }>> = {
  merchant_private_key: certificate_serial,
  wechatpay_public_key: { form: /^PUB_KEY_ID_\w+$/, says: "公钥 ID 以 PUB_KEY_ID_ 开头" },
  platform_certificate: certificate_serial,
};

/**
 * Refuse a key that could never work: once kept it cannot be read back, and a malformed one would stop the shop's
 * payments. Throws INVALID_REQUEST.
 */
export async function checkCredential(
  kind: CredentialKind,
  value: string,
  serial: string | undefined,
): Promise<void> {
  const of_serial = serial_forms[kind];
  if (of_serial && !of_serial.form.test(serial ?? "")) {
    throw invalidField("serial", of_serial.says);
  }
  const { form, says } = forms[kind];
  if (form ? !form.test(value) : !await isReadable(kind, value, serial ?? "")) {
    throw invalidField("value", says);
  }
}

async function isReadable(kind: CredentialKind, pem: string, id: string): Promise<boolean> {
  if ((kind === "platform_certificate") !== pem.includes("BEGIN CERTIFICATE")) return false;
  try {
    await (kind === "merchant_private_key" ? signingKey(pem) : verifyingKey({ id, pem }));
    return true;
  } catch {
    return false;
  }
}
