import type { CredentialKind } from "@/contracts/server.ts";
import { invalidField } from "@/shared/errors.ts";
import { signingKey, verifyingKey } from "@/shared/wechat/pay/keys.ts";

/** What a key of WeChat looks like, where its form says so. */
const forms: Partial<Record<CredentialKind, RegExp>> = {
  app_secret: /^[0-9a-f]{32}$/i,
  message_token: /^[0-9A-Za-z]{3,32}$/,
  message_aes_key: /^[0-9A-Za-z]{43}$/,
  api_v3_key: /^[0-9A-Za-z]{32}$/,
};

const serial_forms: Partial<Record<CredentialKind, RegExp>> = {
  merchant_private_key: /^[0-9A-F]{8,64}$/i,
  wechatpay_public_key: /^PUB_KEY_ID_\w+$/,
  platform_certificate: /^[0-9A-F]{8,64}$/i,
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
  const serial_form = serial_forms[kind];
  if (serial_form && !serial_form.test(serial ?? "")) throw invalidField("serial", "格式不对");
  const form = forms[kind];
  if (form ? !form.test(value) : !await isReadable(kind, value, serial ?? "")) {
    throw invalidField("value", "格式不对");
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
