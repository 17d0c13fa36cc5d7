import { toBase64, utf8 } from "../bytes.ts";
import { encryptingKey, type VerifierPem } from "./keys.ts";

/**
 * A field such as `user_name`, encrypted to WeChat Pay: base64 of RSA-OAEP with SHA-1. The
 * request must name this key in Wechatpay-Serial. At most 214 bytes of UTF-8 for a key of 2048 bits.
 */
export async function encryptField(plain: string, verifier: VerifierPem): Promise<string> {
  const key = await encryptingKey(verifier);
  const sealed = await crypto.subtle.encrypt({ name: "RSA-OAEP" }, key, utf8(plain));
  return toBase64(new Uint8Array(sealed));
}
