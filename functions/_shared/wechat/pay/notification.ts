import { type Bytes, fromUtf8 } from "../bytes.ts";
import type { VerifierPem } from "./keys.ts";
import { decryptResource, type EncryptedResource } from "./resource.ts";
import type { RefundNotice, Transaction, TransferBill } from "./types.ts";
import { checkSignature, type SignatureRefusal } from "./verify.ts";

/** What is needed to read a merchant's notifications: no private key. Several of each while one is being changed. */
export interface NotificationKeys {
  verifiers: readonly VerifierPem[];
  /** APIv3 keys, 32 characters each, the newest first. */
  api_v3_keys: readonly string[];
}

/** Why a notification was refused; a reason code for log and evidence. */
export type NotificationRefusal = SignatureRefusal | "undecryptable";

/** The envelope of a notification, the same for every kind. */
export interface NotificationHead {
  /** WeChat's id of the notification; repeats carry the same. */
  id: string;
  event_type: string;
  original_type: string;
  create_time: string;
}

/** A genuine notification. `other`: signed by WeChat, but of a kind this mall does not use. */
export type Notification =
  & NotificationHead
  & (
    | { kind: "transaction"; resource: Transaction }
    | { kind: "refund"; resource: RefundNotice }
    | { kind: "transfer"; resource: TransferBill }
    | { kind: "other"; resource: Record<string, unknown> }
  );

/** A notification read, or why not. `serial` says which key was named; `genuine`: WeChat signed what we cannot read. */
export type NotificationReading =
  | { ok: true; serial: string; notification: Notification }
  | { ok: false; serial: string; genuine: boolean; reason: NotificationRefusal };

interface Kind {
  kind: "transaction" | "refund" | "transfer";
  /** Texts without which the message cannot be matched with anything of ours. */
  needed: readonly string[];
}

/** Kinds by original_type and event_type: either alone is shared between products. */
const kinds = new Map<string, Kind>(Object.entries({
  "transaction TRANSACTION.SUCCESS": {
    kind: "transaction",
    needed: ["mchid", "out_trade_no", "trade_state"],
  },
  "refund REFUND.SUCCESS": refund_kind(),
  "refund REFUND.ABNORMAL": refund_kind(),
  "refund REFUND.CLOSED": refund_kind(),
  "mch_payment MCHTRANSFER.BILL.FINISHED": { kind: "transfer", needed: ["out_bill_no", "state"] },
}));

/**
 * Verify, decrypt and sort a notification. `body` is the bytes as received. Never throws for what a stranger sent.
 * Amounts, appid and mchid are compared where the order stands: in the database.
 */
export async function readNotification(
  keys: NotificationKeys,
  headers: Headers,
  body: Bytes,
  now_ms: number = Date.now(),
): Promise<NotificationReading> {
  const check = await checkSignature(keys.verifiers, headers, body, now_ms);
  if (!check.ok) return { ...check, genuine: false };
  const { serial } = check;
  const unreadable = (reason: NotificationRefusal): NotificationReading => {
    return { ok: false, serial, genuine: true, reason };
  };
  const envelope = envelopeOf(body);
  if (envelope === null) return unreadable("malformed");
  const plain = await decryptResource(envelope.resource, keys.api_v3_keys);
  if (plain === null) return unreadable("undecryptable");
  const notification = sorted(envelope.head, parseObject(plain));
  if (notification === null) return unreadable("malformed");
  return { ok: true, serial, notification };
}

function refund_kind(): Kind {
  return { kind: "refund", needed: ["mchid", "out_trade_no", "out_refund_no", "refund_status"] };
}

function sorted(
  head: NotificationHead,
  content: Record<string, unknown> | null,
): Notification | null {
  if (content === null) return null;
  const known = kinds.get(`${head.original_type} ${head.event_type}`);
  if (known === undefined) return { ...head, kind: "other", resource: content };
  if (!hasTexts(content, known.needed)) return null;
  const resource = known.kind === "transfer" ? withMchId(content) : content;
  return { ...head, kind: known.kind, resource } as unknown as Notification;
}

/** Transfer notifications name the merchant `mch_id` or `mchid`. */
function withMchId(content: Record<string, unknown>): Record<string, unknown> {
  return { ...content, mch_id: content["mch_id"] ?? content["mchid"] };
}

function envelopeOf(body: Bytes): { head: NotificationHead; resource: EncryptedResource } | null {
  let text: string;
  try {
    text = fromUtf8(body);
  } catch {
    return null;
  }
  const envelope = parseObject(text);
  const resource = envelope?.["resource"];
  if (envelope === null || !isObject(resource)) return null;
  if (!hasTexts(envelope, ["id", "event_type"])) return null;
  if (!hasTexts(resource, ["original_type", "algorithm", "ciphertext", "nonce"])) return null;
  const sealed = resource as unknown as EncryptedResource;
  const head = {
    id: String(envelope["id"]),
    event_type: String(envelope["event_type"]),
    original_type: sealed.original_type,
    create_time: String(envelope["create_time"] ?? ""),
  };
  return { head, resource: sealed };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasTexts(value: Record<string, unknown>, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === "string");
}
