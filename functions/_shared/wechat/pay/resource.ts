import { fromBase64, fromUtf8, utf8 } from "../bytes.ts";

/** The encrypted part of a notification: `ciphertext` is base64 of ciphertext followed by the 16-byte tag. */
export interface EncryptedResource {
  original_type: string;
  algorithm: string;
  ciphertext: string;
  associated_data?: string;
  nonce: string;
}

/** The plain text of a resource, or null when no key opens it. Keys are APIv3 keys, the newest first. */
export async function decryptResource(
  resource: EncryptedResource,
  api_v3_keys: readonly string[],
): Promise<string | null> {
  const sealed = fromBase64(resource.ciphertext);
  if (sealed === null || resource.algorithm !== "AEAD_AES_256_GCM") return null;
  const parameters = {
    name: "AES-GCM",
    iv: utf8(resource.nonce),
    additionalData: utf8(resource.associated_data ?? ""),
  };
  for (const api_v3_key of api_v3_keys) {
    try {
      const key = await crypto.subtle.importKey("raw", utf8(api_v3_key), "AES-GCM", false, [
        "decrypt",
      ]);
      return fromUtf8(new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed)));
    } catch {
      // Not this key: while the merchant changes it, notifications of both are under way.
    }
  }
  return null;
}
