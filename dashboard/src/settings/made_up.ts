import type { CredentialKind } from "@/contracts/server.ts";

/** The keys that a merchant makes up and tells WeChat, with how many characters each has. */
export const made_up: Partial<Record<CredentialKind, number>> = {
  message_token: 32,
  message_aes_key: 43,
  api_v3_key: 32,
};

const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Letters and figures that nobody can guess. */
export function drawKey(length: number): string {
  // a byte from 248 on would make the first eight characters likelier than the others
  const even = 256 - 256 % characters.length;
  let key = "";
  while (key.length < length) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    if (byte! < even) key += characters[byte! % characters.length];
  }
  return key;
}
