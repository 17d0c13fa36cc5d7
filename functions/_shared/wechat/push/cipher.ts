import { Buffer } from "node:buffer";
import { createCipheriv, createDecipheriv } from "node:crypto";
import { type Bytes, fromBase64, fromUtf8, toBase64, utf8 } from "../bytes.ts";

/** What was inside an encrypted push: the message and the appid it was made for. */
export interface OpenedPush {
  text: string;
  appid: string;
}

const block = 32;
const random_length = 16;
const length_length = 4;

/** The AES key of a 43-character EncodingAESKey. */
function aesKey(encoding_aes_key: string): Bytes {
  const key = fromBase64(`${encoding_aes_key}=`);
  if (key === null || key.length !== 32) throw new Error("EncodingAESKey is not 43 characters");
  return key;
}

/**
 * Open `Encrypt` of a push: AES-256-CBC, padded to blocks of 32 (WebCrypto takes 16 at most, so node:crypto), over
 * 16 random bytes, a big-endian length, the message and the appid. Null for anything else.
 */
export function decryptPush(encrypt: string, encoding_aes_key: string): OpenedPush | null {
  const sealed = fromBase64(encrypt);
  const key = aesKey(encoding_aes_key);
  if (sealed === null || sealed.length % 16 !== 0) return null;
  const cipher = createDecipheriv("aes-256-cbc", key, key.slice(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([cipher.update(sealed), cipher.final()]);
  const padding = plain[plain.length - 1] ?? 0;
  const end = plain.length - padding;
  if (padding < 1 || padding > block || end < random_length + length_length) return null;
  const start = random_length + length_length;
  const message_end = start + plain.readUInt32BE(random_length);
  if (message_end > end) return null;
  try {
    return {
      text: fromUtf8(new Uint8Array(plain.subarray(start, message_end))),
      appid: fromUtf8(new Uint8Array(plain.subarray(message_end, end))),
    };
  } catch {
    return null;
  }
}

/** The opposite; `random` is 16 bytes. */
export function encryptPush(
  text: string,
  appid: string,
  encoding_aes_key: string,
  random: Bytes,
): string {
  const key = aesKey(encoding_aes_key);
  const message = utf8(text);
  const length = Buffer.alloc(length_length);
  length.writeUInt32BE(message.length);
  const body = Buffer.concat([random, length, message, utf8(appid)]);
  const padding = block - (body.length % block);
  const cipher = createCipheriv("aes-256-cbc", key, key.slice(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([body, Buffer.alloc(padding, padding)]);
  return toBase64(new Uint8Array(Buffer.concat([cipher.update(padded), cipher.final()])));
}
