import { X509Certificate } from "node:crypto";
import { type Bytes, pemToDer } from "../bytes.ts";

/** A key of WeChat Pay's side: a public key (`PUB_KEY_ID_…`, SPKI) or a platform certificate (id = its serial). */
export interface VerifierPem {
  id: string;
  pem: string;
}

const rsa_sha256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const rsa_oaep_sha1 = { name: "RSA-OAEP", hash: "SHA-1" };
const most_kept = 512;
const imported = new Map<string, Promise<CryptoKey>>();

/** The merchant's private key (PKCS#8 PEM), for signing requests. */
export function signingKey(private_key_pem: string): Promise<CryptoKey> {
  return once(
    `sign:${private_key_pem}`,
    () =>
      crypto.subtle.importKey(
        "pkcs8",
        pemToDer(private_key_pem, "PRIVATE KEY"),
        rsa_sha256,
        false,
        [
          "sign",
        ],
      ),
  );
}

/** A key of WeChat Pay's side, for checking its signatures. */
export function verifyingKey(verifier: VerifierPem): Promise<CryptoKey> {
  return once(
    `verify:${verifier.id}:${verifier.pem}`,
    () => crypto.subtle.importKey("spki", publicKeyOf(verifier), rsa_sha256, false, ["verify"]),
  );
}

/** The same key, for encrypting fields to WeChat Pay. */
export function encryptingKey(verifier: VerifierPem): Promise<CryptoKey> {
  return once(
    `encrypt:${verifier.id}:${verifier.pem}`,
    () => crypto.subtle.importKey("spki", publicKeyOf(verifier), rsa_oaep_sha1, false, ["encrypt"]),
  );
}

/** Whether `serial` (header Wechatpay-Serial) names this key. Certificate serials are hexadecimal in either case. */
export function isNamedBy(verifier: VerifierPem, serial: string): boolean {
  if (verifier.id.startsWith("PUB_KEY_ID_")) return verifier.id === serial;
  return verifier.id.toUpperCase() === serial.toUpperCase();
}

/** SPKI of a verifier. Throws for a certificate that was stored under another serial than its own. */
function publicKeyOf(verifier: VerifierPem): Bytes {
  if (!verifier.pem.includes("BEGIN CERTIFICATE")) return pemToDer(verifier.pem, "PUBLIC KEY");
  const certificate = new X509Certificate(verifier.pem);
  if (!isNamedBy(verifier, certificate.serialNumber)) {
    throw new Error(`the certificate stored as ${verifier.id} has another serial`);
  }
  return new Uint8Array(certificate.publicKey.export({ type: "spki", format: "der" }));
}

/** Import a key the first time it is asked for; a failed import is not kept. */
function once(name: string, make: () => Promise<CryptoKey>): Promise<CryptoKey> {
  const known = imported.get(name);
  if (known !== undefined) return known;
  if (imported.size >= most_kept) imported.delete(imported.keys().next().value!);
  const key = Promise.resolve().then(make);
  imported.set(name, key);
  key.catch(() => imported.delete(name));
  return key;
}
