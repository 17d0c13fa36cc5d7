/** For tests of WeChat's message push: an event signed and encrypted as WeChat does it, and what was kept of it. */
import { createHash } from "node:crypto";
import { testDatabase } from "./database.ts";
import { Mall } from "./mall.ts";
import { Callbacks, saveCredential } from "./wechat_callbacks.ts";

export const token = "AAAAA";

export const encoding_aes_key = "A".repeat(43);

export const appid = "wx0000000000000001";

export async function openCallbacks(mode: "plain" | "safe") {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const callbacks = await Callbacks.open(mall);
  await saveCredential(mall, "message_token", "", token);
  if (mode === "safe") await saveCredential(mall, "message_aes_key", "", encoding_aes_key);
  const close = async () => {
    await callbacks.close();
    await db.drop();
  };
  return { mall, callbacks, close };
}

export function sha1(...parts: string[]): string {
  return createHash("sha1").update(parts.sort().join("")).digest("hex");
}

/** The query that WeChat adds in plain mode, or with `encrypt` in safe mode. */
export function queryFor(encrypt?: string): string {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = "1514711492";
  const query = new URLSearchParams({ timestamp, nonce, signature: sha1(token, timestamp, nonce) });
  if (encrypt !== undefined) {
    query.set("encrypt_type", "aes");
    query.set("msg_signature", sha1(token, timestamp, nonce, encrypt));
  }
  return query.toString();
}

export function eventOf(Event: string, more: Record<string, unknown> = {}) {
  const CreateTime = 1714112445;
  return {
    ToUserName: "gh_1",
    FromUserName: "o-plain",
    CreateTime,
    MsgType: "event",
    Event,
    ...more,
  };
}

export function send(callbacks: Callbacks, message: object) {
  return callbacks.post(`push?${queryFor()}`, JSON.stringify(message));
}

export async function pushesOf(mall: Mall) {
  return await mall.db.sql<{ outcome: string; reason: string | null; body: unknown }[]>`
    select outcome, reason, body from person.notices
     where shop_id = ${mall.shop_id} and kind = 'push'`;
}
