import { once } from "./once.ts";
import { type Bytes, fromBase64, fromUtf8, toBase64, utf8 } from "./wechat/bytes.ts";

/** Whose a sealed text is and what it is. It opens for exactly this, and nowhere else. */
export interface SealedFor {
  shop_id: string;
  kind: string;
  /** The member, or what else tells one from another within shop and kind. */
  owner: string;
}

/** A key with the name that stands in what it sealed. */
export interface NamedKey {
  id: string;
  bytes: Bytes;
}

/** The first key of each list is used; the others open what they sealed before it. */
export interface SealKeys {
  seal: NamedKey[];
  fingerprint: NamedKey[];
}

/**
 * Secrets and people's data as the database keeps them: AES-256-GCM, written `v2.<key>.` + base64url(nonce,
 * ciphertext, tag). Shop, kind and owner are additional authenticated data: moved to another row it does not open.
 * The nonce is derived from all of it (HMAC under a key of its own): equal texts of one owner seal alike, which lets
 * a repeated command be recognised by its arguments, and a nonce never serves two texts.
 */
export interface Sealer {
  seal(whose: SealedFor, text: string): Promise<string>;
  /** Throws an Error when it was sealed for another, by an unknown key, or has been changed. */
  open(whose: SealedFor, sealed: string): Promise<string>;
  /** A keyed fingerprint, to find equals without opening anything. `kind` keeps them apart. */
  fingerprint(kind: string, text: string): Promise<string>;
  /** The names of the keys in use. */
  current(): { seal: string; fingerprint: string };
}

/** The address or receiver of a member. */
export function contactOf(shop_id: string, member_id: string): SealedFor {
  return { shop_id, kind: "contact", owner: member_id };
}

/** A key of a shop at WeChat. */
export function credentialOf(shop_id: string, kind: string, serial: string | null): SealedFor {
  return { shop_id, kind: `credential.${kind}`, owner: serial ?? "" };
}

/** The bank card of a buyer to which one refund goes. */
export function refundCardOf(shop_id: string, refund_id: string): SealedFor {
  return { shop_id, kind: "refund_card", owner: refund_id };
}

/** The access token of a shop's mini program. */
export function accessTokenOf(shop_id: string): SealedFor {
  return { shop_id, kind: "access_token", owner: "" };
}

const version = "v2";
const nonce_length = 12;

/** Keys are 32 bytes each; they are imported when first used. */
export function createSealer(keys: () => SealKeys): Sealer {
  const load = once(() => importKeys(keys()));

  return {
    async seal(whose, text) {
      const { id, cipher, nonce } = (await load()).seal[0]!;
      const [plain, additionalData] = [utf8(text), bound(whose, id)];
      const iv = (await hmac(nonce, concat(additionalData, plain))).slice(0, nonce_length);
      const sealed = await crypto.subtle.encrypt(
        { name: "AES-GCM", iv, additionalData },
        cipher,
        plain,
      );
      return `${version}.${id}.${toBase64Url(concat(iv, new Uint8Array(sealed)))}`;
    },
    async open(whose, sealed) {
      const [form, id, text, ...rest] = sealed.split(".");
      const key = (await load()).seal.find((each) => each.id === id);
      const bytes = form === version && rest.length === 0 ? fromBase64Url(text ?? "") : null;
      if (!key || bytes === null) throw new Error("Cannot open: not sealed by a known key");
      const iv = bytes.slice(0, nonce_length);
      try {
        const plain = await crypto.subtle.decrypt(
          { name: "AES-GCM", iv, additionalData: bound(whose, key.id) },
          key.cipher,
          bytes.slice(nonce_length),
        );
        return fromUtf8(new Uint8Array(plain));
      } catch (cause) {
        throw new Error("Cannot open: sealed for another, by another key, or changed", { cause });
      }
    },
    async fingerprint(kind, text) {
      const { id, mac } = (await load()).fingerprint[0]!;
      return `${id}.${toBase64Url(await hmac(mac, utf8(`${kind}\n${text}`)))}`;
    },
    current() {
      const { seal, fingerprint } = keys();
      return { seal: seal[0]!.id, fingerprint: fingerprint[0]!.id };
    },
  };
}

/** What a sealed text is bound to; no part holds a line break. */
function bound({ shop_id, kind, owner }: SealedFor, key: string): Bytes {
  return utf8([version, key, shop_id, kind, owner].join("\n"));
}

async function importKeys(keys: SealKeys) {
  return {
    seal: await Promise.all(keys.seal.map(async ({ id, bytes }) => ({
      id,
      cipher: await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]),
      nonce: await importHmac(await hmac(await importHmac(bytes), utf8("nonce"))),
    }))),
    fingerprint: await Promise.all(
      keys.fingerprint.map(async ({ id, bytes }) => ({ id, mac: await importHmac(bytes) })),
    ),
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
