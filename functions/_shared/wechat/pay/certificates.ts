import { X509Certificate } from "node:crypto";
import { isNamedBy, type VerifierPem } from "./keys.ts";
import { decryptResource, type EncryptedResource } from "./resource.ts";
import type { PayResult } from "./result.ts";
import { type PayAccess, send } from "./transport.ts";

/** A platform certificate as WeChat gave it: `id` is its serial, the dates are RFC 3339. */
export interface PlatformCertificate extends VerifierPem {
  active_from: string;
  active_until: string;
}

/**
 * The platform certificates of a merchant (WeChat Pay doc 4012551764). Each is sealed with the APIv3 key, which only
 * WeChat and the merchant have, and the reply must be signed by one that we know or that it holds: the first
 * download and one after a rotation prove themselves. Never throws for what WeChat answers.
 */
export async function listCertificates(
  access: PayAccess,
  api_v3_keys: readonly string[],
): Promise<PayResult<PlatformCertificate[]>> {
  let found: PlatformCertificate[] = [];
  const answer = await send(access, "GET", "/v3/certificates", undefined, {
    anonymous_key: true,
    keysIn: async (json) => found = await openAll(json, api_v3_keys),
  });
  if (answer.kind !== "ok") return answer;
  if (found.length > 0) return { ...answer, value: found };
  const { request_id } = answer;
  const message = "no certificate that the APIv3 key opens";
  return { kind: "unknown", reason: "malformed_reply", status: 200, code: "", message, request_id };
}

async function openAll(json: unknown, keys: readonly string[]): Promise<PlatformCertificate[]> {
  const { data } = (json ?? {}) as { data?: unknown };
  const items = Array.isArray(data) ? data : [];
  const opened = await Promise.all(items.map((item) => open(item, keys)));
  return opened.filter((one) => one !== null);
}

/** One certificate; null unless its own serial and dates are those that the reply gives. */
async function open(item: unknown, keys: readonly string[]): Promise<PlatformCertificate | null> {
  const { serial_no, encrypt_certificate } = (item ?? {}) as Record<string, unknown>;
  const sealed = encrypt_certificate as EncryptedResource | undefined;
  if (typeof serial_no !== "string" || typeof sealed?.ciphertext !== "string") return null;
  const pem = await decryptResource(sealed, keys);
  if (!pem?.includes("BEGIN CERTIFICATE")) return null;
  try {
    const { serialNumber: id, validFrom, validTo } = new X509Certificate(pem);
    const [active_from, active_until] = [validFrom, validTo].map((at) =>
      new Date(at).toISOString()
    );
    const own = { id, pem, active_from: active_from!, active_until: active_until! };
    return isNamedBy(own, serial_no) ? own : null;
  } catch {
    return null;
  }
}
