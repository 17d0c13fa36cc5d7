import { Buffer } from "node:buffer";
import type { Preview } from "@/contracts/previews.ts";
import { ApiError } from "@/shared/errors.ts";
import { sameSecret } from "@/shared/same_secret.ts";
import type { Sealer } from "@/shared/seal.ts";

/** A code is good in the half hour in which it was made, and in the next one. */
const span_ms = 30 * 60_000;
const id_length = 22;
const proof_length = 10;

/** What a code opens: a product, or the draft of a page. */
export type Previewed = "product" | "page";

/** The code of a thing: its id, and the proof that this server has written it for this shop, kind and time. */
export async function previewOf(
  sealer: Sealer,
  shop: string,
  kind: Previewed,
  id: string,
  now_ms = Date.now(),
): Promise<Preview> {
  const span = Math.floor(now_ms / span_ms);
  const short = Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
  const proof = await proofOf(sealer, [shop, kind, id, span]);
  return { code: short + proof, expires_at: new Date((span + 2) * span_ms).toISOString() };
}

/** The thing that a code opens. Throws PREVIEW_ENDED for one that is too old, of another shop or kind, or not ours. */
export async function previewedBy(
  sealer: Sealer,
  shop: string,
  kind: Previewed,
  code: string,
  now_ms = Date.now(),
): Promise<string> {
  const proof = code.slice(id_length);
  const id = Buffer.from(code.slice(0, id_length), "base64url").toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  const span = Math.floor(now_ms / span_ms);
  for (const made_in of [span, span - 1]) {
    if (sameSecret(proof, await proofOf(sealer, [shop, kind, id, made_in]))) return id;
  }
  throw new ApiError("PREVIEW_ENDED");
}

async function proofOf(sealer: Sealer, of: [string, Previewed, string, number]) {
  const fingerprint = await sealer.fingerprint("preview", of.join("\n"));
  return fingerprint.split(".").at(-1)!.slice(0, proof_length);
}
