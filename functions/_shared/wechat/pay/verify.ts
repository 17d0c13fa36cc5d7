import { type Bytes, fromBase64, utf8 } from "../bytes.ts";
import { isNamedBy, type VerifierPem, verifyingKey } from "./keys.ts";

/** Why a signature of WeChat Pay was not accepted. */
export type SignatureRefusal = "malformed" | "stale" | "unknown_serial" | "bad_signature";

/** Whether WeChat Pay signed this, and with which key. */
export type SignatureCheck =
  | { ok: true; serial: string }
  | { ok: false; reason: SignatureRefusal; serial: string };

/** How far WeChat Pay's clock may be from ours, in seconds. */
export const clock_tolerance_s = 300;

const signature_type = "WECHATPAY2-SHA256-RSA2048";

/**
 * Check the signature of a reply or a notification over the bytes as received (WeChat Pay doc 4013053249).
 * Several keys may be given at once: during a change WeChat signs with either, and Wechatpay-Serial says which.
 * WeChat's own probes (`WECHATPAY/SIGNTEST/…`) are bad signatures like any other. Never throws for what a
 * stranger sent; throws when one of our own keys cannot be read.
 */
export async function checkSignature(
  verifiers: readonly VerifierPem[],
  headers: Headers,
  body: Bytes,
  now_ms: number = Date.now(),
): Promise<SignatureCheck> {
  const timestamp = headers.get("wechatpay-timestamp") ?? "";
  const nonce = headers.get("wechatpay-nonce") ?? "";
  const serial = headers.get("wechatpay-serial") ?? "";
  const signature_text = headers.get("wechatpay-signature") ?? "";
  const refuse = (reason: SignatureRefusal): SignatureCheck => ({ ok: false, reason, serial });

  if (!/^\d{1,12}$/.test(timestamp) || !nonce || !serial || !signature_text) {
    return refuse("malformed");
  }
  if (Math.abs(now_ms / 1000 - Number(timestamp)) > clock_tolerance_s) return refuse("stale");
  const verifier = verifiers.find((each) => isNamedBy(each, serial));
  if (verifier === undefined) return refuse("unknown_serial");
  if ((headers.get("wechatpay-signature-type") ?? signature_type) !== signature_type) {
    return refuse("bad_signature");
  }
  const signature = fromBase64(signature_text);
  if (signature === null) return refuse("bad_signature");
  const key = await verifyingKey(verifier);
  const message = join(utf8(`${timestamp}\n${nonce}\n`), body, utf8("\n"));
  const good = await crypto.subtle.verify(key.algorithm.name, key, signature, message);
  return good ? { ok: true, serial } : refuse("bad_signature");
}

function join(...parts: Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
