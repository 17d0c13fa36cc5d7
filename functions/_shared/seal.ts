import { once } from "./once.ts";
import { type Bytes, fromBase64, fromUtf8, toBase64, utf8 } from "./wechat/bytes.ts";

/**
 * Secrets and people's data as the database keeps them: AES-256-GCM under the master key, written
 * `v1.` + base64url(nonce, ciphertext, tag). `v1` names the key, so that another may follow it.
 * The nonce is derived from the text (HMAC under a key of its own): equal texts seal alike, which
 * lets a repeated command be recognised by its arguments, and a nonce never serves two texts.
 */
export interface Sealer {
  seal(text: string): Promise<string>;
  /** Throws an Error when the text was not sealed by this key or has been changed. */
  open(sealed: string): Promise<string>;
  /** A keyed fingerprint, to find equals without opening anything. `kind` keeps them apart. */
  fingerprint(kind: string, text: string): Promise<string>;
}

const prefix = "v1.";
const nonce_length = 12;

/** Both keys are 32 bytes; they are imported when first used. */
export function createSealer(keys: () => { master: Bytes; fingerprint: Bytes }): Sealer {
  const load = once(() => importKeys(keys()));

  return {
    async seal(text) {
      const { cipher, nonce: nonce_key } = await load();
      const plain = utf8(text);
      const iv = (await hmac(nonce_key, plain)).slice(0, nonce_length);
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, cipher, plain);
      return prefix + toBase64Url(concat(iv, new Uint8Array(sealed)));
    },
    async open(sealed) {
      const { cipher } = await load();
      const known = sealed.startsWith(prefix);
      const bytes = known ? fromBase64Url(sealed.slice(prefix.length)) : null;
      if (bytes === null) throw new Error("Cannot open: not sealed by a known key");
      const iv = bytes.slice(0, nonce_length);
      try {
        const rest = bytes.slice(nonce_length);
        const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, cipher, rest);
        return fromUtf8(new Uint8Array(plain));
      } catch (cause) {
        throw new Error("Cannot open: sealed by another key, or changed", { cause });
      }
    },
    async fingerprint(kind, text) {
      const { fingerprint } = await load();
      return toBase64Url(await hmac(fingerprint, utf8(`${kind}\n${text}`)));
    },
  };
}

async function importKeys(keys: { master: Bytes; fingerprint: Bytes }) {
  const master = await importHmac(keys.master);
  return {
    cipher: await crypto.subtle.importKey("raw", keys.master, "AES-GCM", false, [
      "encrypt",
      "decrypt",
    ]),
    nonce: await importHmac(await hmac(master, utf8("nonce"))),
    fingerprint: await importHmac(keys.fingerprint),
  };
}

function importHmac(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

async function hmac(key: CryptoKey, data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, data));
}

function concat(first: Bytes, second: Bytes): Bytes {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function toBase64Url(bytes: Bytes): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Bytes | null {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return fromBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, "="));
}
