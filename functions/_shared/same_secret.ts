import { createHash, timingSafeEqual } from "node:crypto";

/** Whether two secrets are the same, compared in a time that tells nothing about either. */
export function sameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
