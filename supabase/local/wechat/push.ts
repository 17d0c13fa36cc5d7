import { Buffer } from "node:buffer";
import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { randomDigits } from "./ids.ts";
import type { Merchant } from "./merchants.ts";
import { unixSeconds } from "./time.ts";

const block = 32;

/** Lowercase SHA-1 of the sorted parts. */
export function pushSignature(...parts: string[]): string {
  return createHash("sha1").update(parts.sort().join("")).digest("hex");
}

/** AES-256-CBC over 16 random bytes, length, message and appid; padded to blocks of 32 bytes. */
export function encryptPush(encoding_aes_key: string, appid: string, message: string): string {
  const key = Buffer.from(encoding_aes_key + "=", "base64");
  const text = Buffer.from(message, "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([randomBytes(16), length, text, Buffer.from(appid, "utf8")]);
  const padding = block - (plain.length % block);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const parts = [
    cipher.update(plain),
    cipher.update(Buffer.alloc(padding, padding)),
    cipher.final(),
  ];
  return Buffer.concat(parts).toString("base64");
}

/** A request of the message push: where, and what. */
export interface PushRequest {
  readonly url: string;
  readonly body: string;
}

/** POST of an event, plain or in safe mode; with `forged` under another token. */
export function pushRequest(
  app: Merchant,
  url: string,
  mode: "plain" | "safe",
  message: Record<string, unknown>,
  at_ms: number,
  forged = false,
): PushRequest {
  const token = forged ? "someoneelse" : app.keys.push_token;
  const timestamp = String(unixSeconds(at_ms));
  const nonce = randomDigits(9);
  const openid = String(message["FromUserName"]);
  const signature = pushSignature(token, timestamp, nonce);
  const query = new URLSearchParams({ signature, timestamp, nonce, openid });
  const text = JSON.stringify(message);
  if (mode === "plain") return { url: `${url}?${query}`, body: text };
  const encrypted = encryptPush(app.keys.encoding_aes_key, app.appid, text);
  query.set("encrypt_type", "aes");
  query.set("msg_signature", pushSignature(token, timestamp, nonce, encrypted));
  const body = JSON.stringify({ ToUserName: message["ToUserName"], Encrypt: encrypted });
  return { url: `${url}?${query}`, body };
}

/** The console's check of a new address: the answer must be the echostr. */
export function setupRequest(
  app: Merchant,
  url: string,
  at_ms: number,
): PushRequest & { echostr: string } {
  const timestamp = String(unixSeconds(at_ms));
  const [nonce, echostr] = [randomDigits(9), randomDigits(19)];
  const signature = pushSignature(app.keys.push_token, timestamp, nonce);
  const query = new URLSearchParams({ signature, timestamp, nonce, echostr });
  return { url: `${url}?${query}`, body: "", echostr };
}
