/** For tests of trade management: an order that was shipped, and who calls. */
import { createDecipheriv } from "node:crypto";
import { Buffer } from "node:buffer";
import { keys, merchant, type Shop } from "../test_support.ts";

export const { appid, mchid } = merchant;

export const push_url = "https://shop.example/push";

/** The events that were pushed, opened. */
export function pushed(shop: Shop): Record<string, unknown>[] {
  return shop.received.filter(({ url }) => url.startsWith(push_url)).map(({ body }) => {
    const key = Buffer.from(keys.encoding_aes_key + "=", "base64");
    const cipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
    const { Encrypt } = JSON.parse(body);
    const plain = Buffer.concat([cipher.update(Buffer.from(Encrypt, "base64")), cipher.final()]);
    return JSON.parse(plain.subarray(20, 20 + plain.readUInt32BE(16)).toString());
  });
}

export async function caller(shop: Shop) {
  const access_token = await shop.token();
  return (name: string, body: object) =>
    shop.openJson(`/wxa/sec/order/${name}?access_token=${access_token}`, { ...body });
}
