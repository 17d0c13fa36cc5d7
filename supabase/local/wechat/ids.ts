import { randomBytes } from "node:crypto";
import { beijingDigits } from "./time.ts";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Random letters and digits. */
export function randomText(length: number): string {
  let text = "";
  for (const byte of randomBytes(length)) text += alphabet[byte % alphabet.length];
  return text;
}

/** Random decimal digits. */
export function randomDigits(length: number): string {
  let text = "";
  for (const byte of randomBytes(length)) text += String(byte % 10);
  return text;
}

/** 28 characters, as WeChat's openids. */
export function newOpenid(): string {
  return "o" + randomBytes(20).toString("base64url").slice(0, 27);
}

/** `wx` + time + hexadecimal digits. */
export function newPrepayId(at_ms: number): string {
  return `wx${beijingDigits(at_ms)}${randomBytes(11).toString("hex")}`;
}

/** 28 digits: 4200 + six digits + day + ten digits. */
export function newTransactionId(at_ms: number): string {
  return `4200${randomDigits(6)}${beijingDigits(at_ms).slice(0, 8)}${randomDigits(10)}`;
}

/** 29 digits: 5030 + digits + day + digits. */
export function newRefundId(at_ms: number): string {
  return `5030${randomDigits(7)}${beijingDigits(at_ms).slice(0, 8)}${randomDigits(10)}`;
}

/** 32 digits: 1330 + digits + day + digits. */
export function newTransferBillNo(at_ms: number): string {
  return `1330${randomDigits(10)}${beijingDigits(at_ms).slice(0, 8)}${randomDigits(10)}`;
}

/** What the client hands to the confirm page; plain base64 on purpose: it holds `+`, `/` and `=`. */
export function newPackageInfo(): string {
  return "ABBQO+oYAAABAAAAAA" + randomBytes(50).toString("base64");
}

/** The value of a Request-ID header; WeChat Pay puts the numeric cause after the last hyphen. */
export function newRequestId(cause = "0"): string {
  return "08" + randomBytes(18).toString("hex").toUpperCase() + "-" + cause;
}
