import { Buffer } from "node:buffer";
import type { Preview } from "@/contracts/previews.ts";
import { ApiError } from "@/shared/errors.ts";
import { sameSecret } from "@/shared/same_secret.ts";
import type { Sealer } from "@/shared/seal.ts";

/** A code is good in the half hour in which it was made, and in the next one. */
const span_ms = 30 * 60_000;
const id_length = 22;
const proof_length = 10;

/** The code of a product: its id, and the proof that this server has written it for this shop and time. */
export async function previewOf(
  sealer: Sealer,
  shop: string,
  product: string,
  now_ms = Date.now(),
): Promise<Preview> {
  const span = Math.floor(now_ms / span_ms);
  const id = Buffer.from(product.replaceAll("-", ""), "hex").toString("base64url");
  const proof = await proofOf(sealer, shop, product, span);
  return { code: id + proof, expires_at: new Date((span + 2) * span_ms).toISOString() };
}

/** The product that a code opens. Throws PREVIEW_ENDED for one that is too old, of another shop or not ours. */
export async function productOfPreview(
  sealer: Sealer,
  shop: string,
  code: string,
  now_ms = Date.now(),
): Promise<string> {
  const proof = code.slice(id_length);
  const product = Buffer.from(code.slice(0, id_length), "base64url").toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  const span = Math.floor(now_ms / span_ms);
  for (const made_in of [span, span - 1]) {
    if (sameSecret(proof, await proofOf(sealer, shop, product, made_in))) return product;
  }
  throw new ApiError("PREVIEW_ENDED");
}

async function proofOf(sealer: Sealer, shop: string, product: string, span: number) {
  const fingerprint = await sealer.fingerprint("preview", [shop, product, span].join("\n"));
  return fingerprint.split(".").at(-1)!.slice(0, proof_length);
}
