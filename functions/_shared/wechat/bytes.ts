/** Bytes as WebCrypto takes them; the name keeps one source good for every TypeScript that Deno ships. */
export type Bytes = ReturnType<TextEncoder["encode"]>;

const encoder = new TextEncoder();
const base64_text = /^[A-Za-z0-9+/]+={0,2}$/;

/** UTF-8 bytes of a text. */
export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** The text of UTF-8 bytes; throws TypeError on anything that is not UTF-8. */
export function fromUtf8(bytes: Bytes): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

/** Standard base64 with padding. */
export function toBase64(bytes: Bytes): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Bytes of standard base64, or null for any other text. Never throws: such text comes from strangers. */
export function fromBase64(text: string): Bytes | null {
  if (text.length % 4 !== 0 || !base64_text.test(text)) return null;
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) bytes[at] = raw.charCodeAt(at);
  return bytes;
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** DER bytes of the first PEM block with this label. The error never holds the text: it may be a private key. */
export function pemToDer(pem: string, label: string): Bytes {
  const block = pem.match(new RegExp(`-----BEGIN ${label}-----([^-]+)-----END ${label}-----`));
  const der = block ? fromBase64(block[1]!.replace(/\s+/g, "")) : null;
  if (der === null) throw new Error(`not a PEM block "${label}"`);
  return der;
}

/** A random text of 32 hexadecimal digits: a nonce_str as long as WeChat Pay allows. */
export function randomNonce(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}
