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

type Bytes = Uint8Array<ArrayBuffer>;

const prefix = "v1.";
const nonce_length = 12;
const to_bytes = new TextEncoder();
const to_text = new TextDecoder("utf-8", { fatal: true });

/** Both keys are 32 bytes; they are imported when first used. */
export function createSealer(keys: () => { master: Bytes; fingerprint: Bytes }): Sealer {
  let loaded: ReturnType<typeof importKeys> | undefined;
  const load = () => loaded ??= importKeys(keys());

  return {
    async seal(text) {
      const { cipher, nonce: nonce_key } = await load();
      const plain = to_bytes.encode(text);
      const iv = (await hmac(nonce_key, plain)).slice(0, nonce_length);
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, cipher, plain);
      return prefix + toBase64Url(concat(iv, new Uint8Array(sealed)));
    },
    async open(sealed) {
      const { cipher } = await load();
      if (!sealed.startsWith(prefix)) throw new Error("Cannot open: not sealed by a known key");
      const bytes = fromBase64Url(sealed.slice(prefix.length));
      const iv = bytes.slice(0, nonce_length);
      try {
        const rest = bytes.slice(nonce_length);
        return to_text.decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, cipher, rest));
      } catch (cause) {
        throw new Error("Cannot open: sealed by another key, or changed", { cause });
      }
    },
    async fingerprint(kind, text) {
      const { fingerprint } = await load();
      return toBase64Url(await hmac(fingerprint, to_bytes.encode(`${kind}\n${text}`)));
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
    nonce: await importHmac(await hmac(master, to_bytes.encode("nonce"))),
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
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Bytes {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
