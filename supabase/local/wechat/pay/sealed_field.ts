import { Buffer } from "node:buffer";
import { constants, privateDecrypt } from "node:crypto";
import type { PayCall } from "./call.ts";
import { paramError } from "./error.ts";

/** A field that travels encrypted (RSA-OAEP, SHA-1) to the key that Wechatpay-Serial names. */
export function openField({ world, merchant, key_serial }: PayCall, name: string, sealed: string) {
  const key = world.merchants.key(merchant, key_serial ?? "");
  if (key === undefined) throw paramError("Wechatpay-Serial", "错误或未传", key_serial, "header");
  const options = {
    key: key.private_key,
    padding: constants.RSA_PKCS1_OAEP_PADDING,
    oaepHash: "sha1",
  };
  try {
    return privateDecrypt(options, Buffer.from(sealed, "base64")).toString("utf8");
  } catch {
    throw paramError(`/body/${name}`, "敏感字段解密失败", sealed);
  }
}
