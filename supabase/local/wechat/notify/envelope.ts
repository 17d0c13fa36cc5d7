import { Buffer } from "node:buffer";
import { createCipheriv, randomUUID } from "node:crypto";
import { randomText } from "../ids.ts";
import type { Merchant } from "../merchants.ts";
import { beijingTime } from "../time.ts";

/** What a notification is about. */
export interface Subject {
  /** e.g. TRANSACTION.SUCCESS */
  readonly event_type: string;
  /** transaction, refund or mch_payment; also the associated data. */
  readonly original_type: string;
  readonly summary: string;
  /** JSON of the resource. */
  readonly plaintext: string;
}

/** base64 of AES-256-GCM ciphertext and tag, under the merchant's APIv3 key. */
export function encryptResource(
  api_v3_key: string,
  nonce: string,
  associated_data: string,
  plaintext: string,
): string {
  const cipher = createCipheriv(
    "aes-256-gcm",
    new TextEncoder().encode(api_v3_key),
    new TextEncoder().encode(nonce),
  );
  cipher.setAAD(new TextEncoder().encode(associated_data));
  const parts = [cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(parts).toString("base64");
}

/** The body of a notification and its id. */
export function envelope(
  merchant: Merchant,
  subject: Subject,
  at_ms: number,
): { id: string; body: string } {
  const { original_type, event_type, summary, plaintext } = subject;
  const id = randomUUID();
  const nonce = randomText(12);
  const ciphertext = encryptResource(merchant.keys.api_v3_key, nonce, original_type, plaintext);
  const body = JSON.stringify({
    id,
    create_time: beijingTime(at_ms),
    resource_type: "encrypt-resource",
    event_type,
    summary,
    resource: {
      original_type,
      algorithm: "AEAD_AES_256_GCM",
      ciphertext,
      associated_data: original_type,
      nonce,
    },
  });
  return { id, body };
}
