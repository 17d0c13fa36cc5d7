import { timingSafeEqual } from "node:crypto";
import { randomNonce, toHex, utf8 } from "../bytes.ts";
import { unixSeconds } from "../time.ts";
import { decryptPush, encryptPush } from "./cipher.ts";

/** How a mini program's message push is set up in WeChat's console; the data format there must be JSON. */
export interface PushConfig {
  appid: string;
  token: string;
  /** 43 characters, or null where the console says plain mode. With a key, plain messages are refused. */
  encoding_aes_key: string | null;
}

/** A message pushed by WeChat; every event has these, and fields of its own. */
export interface PushMessage {
  ToUserName: string;
  FromUserName: string;
  CreateTime: number | string;
  MsgType: string;
  Event?: string;
  [more: string]: unknown;
}

/** Why a push was refused; a reason code for log and evidence. */
export type PushRefusal = "malformed" | "stale" | "bad_signature" | "undecryptable" | "wrong_appid";

/** A push read, or why not. `dedupe_key` is the same for every repeat of a message. */
export type PushReading =
  | { ok: true; message: PushMessage; dedupe_key: string }
  | { ok: false; reason: PushRefusal };

/** An encrypted answer to a push. */
export interface EncryptedReply {
  Encrypt: string;
  MsgSignature: string;
  TimeStamp: number;
  Nonce: string;
}

/** How old a signed push may be, in seconds: in plain mode the signature does not cover the message. */
const tolerance_s = 300;

/** The answer to WeChat's setup check (GET): its echostr, or null when the signature is not WeChat's. */
export async function setupEcho(
  config: PushConfig,
  query: URLSearchParams,
): Promise<string | null> {
  const expected = await signatureOf(config.token, query);
  return same(expected, query.get("signature") ?? "") ? query.get("echostr") : null;
}

/** Verify, decrypt where it is encrypted, and parse one pushed message. Never throws for what a stranger sent. */
export async function readPush(
  config: PushConfig,
  query: URLSearchParams,
  body: string,
  now_ms: number = Date.now(),
): Promise<PushReading> {
  const timestamp = query.get("timestamp") ?? "";
  const outer = parseObject(body);
  if (outer === null || !/^\d{1,12}$/.test(timestamp)) return { ok: false, reason: "malformed" };
  const encrypted = config.encoding_aes_key !== null;
  const encrypt = outer["Encrypt"];
  if (encrypted && typeof encrypt !== "string") return { ok: false, reason: "malformed" };
  const expected = await signatureOf(config.token, query, encrypted ? String(encrypt) : undefined);
  const given = query.get(encrypted ? "msg_signature" : "signature") ?? "";
  if (!same(expected, given)) return { ok: false, reason: "bad_signature" };
  if (Math.abs(now_ms / 1000 - Number(timestamp)) > tolerance_s) {
    return { ok: false, reason: "stale" };
  }
  if (config.encoding_aes_key === null) return await parsed(body);
  const opened = decryptPush(String(encrypt), config.encoding_aes_key);
  if (opened === null) return { ok: false, reason: "undecryptable" };
  if (opened.appid !== config.appid) return { ok: false, reason: "wrong_appid" };
  return await parsed(opened.text);
}

/** An encrypted answer holding `text`; only for config with a key. */
export async function encryptedReply(
  config: PushConfig & { encoding_aes_key: string },
  text: string,
  random: string = randomNonce().slice(0, 16),
  timestamp: string = unixSeconds(),
  nonce: string = randomNonce(),
): Promise<EncryptedReply> {
  const Encrypt = encryptPush(text, config.appid, config.encoding_aes_key, utf8(random));
  const MsgSignature = await sha1OfSorted([config.token, timestamp, nonce, Encrypt]);
  return { Encrypt, MsgSignature, TimeStamp: Number(timestamp), Nonce: nonce };
}

async function parsed(text: string): Promise<PushReading> {
  const message = parseObject(text);
  const texts = ["ToUserName", "FromUserName", "MsgType"];
  if (message === null || texts.some((name) => typeof message[name] !== "string")) {
    return { ok: false, reason: "malformed" };
  }
  if (!/^\d+$/.test(String(message["CreateTime"]))) return { ok: false, reason: "malformed" };
  const push = message as PushMessage;
  return { ok: true, message: push, dedupe_key: await dedupeKey(push, text) };
}

/**
 * Sender, second and event, and WeChat's id of it. Where it has none, or one that a JSON number cannot hold exactly,
 * a digest of the text: many orders can have the same event in the same second.
 */
async function dedupeKey(message: PushMessage, text: string): Promise<string> {
  const id = message["MsgId"] ?? message["MsgID"] ?? message["trace_id"];
  const exact = typeof id === "string" || Number.isSafeInteger(id);
  const what = message.Event ?? message.MsgType;
  const last = exact
    ? id
    : toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(text))));
  return [message.FromUserName, message.CreateTime, what, last].join(":");
}

function signatureOf(token: string, query: URLSearchParams, encrypt?: string): Promise<string> {
  const parts = [token, query.get("timestamp") ?? "", query.get("nonce") ?? ""];
  return sha1OfSorted(encrypt === undefined ? parts : [...parts, encrypt]);
}

async function sha1OfSorted(parts: string[]): Promise<string> {
  const joined = utf8(parts.sort().join(""));
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-1", joined)));
}

function same(expected: string, given: string): boolean {
  const [left, right] = [utf8(expected), utf8(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as Record<string, unknown>
      : null;
  } catch {
    return null;
  }
}
