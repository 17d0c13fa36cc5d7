import type { Context } from "hono";
import type { Recorded } from "@/contracts/server.ts";
import { readBody } from "@/shared/body.ts";
import { type ShopAccount, verifiersOf, wantCertificates } from "@/shared/shop_accounts.ts";
import type { Bytes } from "@/shared/wechat/bytes.ts";
import {
  type Notification,
  type NotificationKeys,
  type NotificationReading,
  readNotification,
} from "@/shared/wechat/pay/notification.ts";
import type { Env } from "./context.ts";
import { keepEvidence, logRefusal } from "./refusal.ts";
import { type Services, wechat_claims } from "./services.ts";

export type NotifyKind = "payment" | "refund" | "transfer";

/** What each address hears about, and the SQL function with the argument that takes it. */
const records = {
  payment: { content: "transaction", fn: "record_payment_notice", argument: "transaction" },
  refund: { content: "refund", fn: "record_refund_notice", argument: "refund" },
  transfer: { content: "transfer", fn: "record_transfer_notice", argument: "bill" },
} as const satisfies Record<NotifyKind, object>;

/** A serial we do not know may be a new one: the keys are read again, at most this often, in milliseconds. */
const reread_after_ms = 5_000;

/**
 * One notification of WeChat Pay: verify, decrypt, record in one call, and only then answer.
 * WeChat repeats a notification until the answer is 200. So `applied` and `duplicate` are 200. A notification that SQL
 * rejected (another amount, merchant, number) or that is signed and unreadable is 4xx: it waits for a person on the work
 * list, WeChat goes on repeating it, and its evidence is kept.
 */
export async function notify(c: Context<Env>, kind: NotifyKind): Promise<Response> {
  const { services } = c.var;
  const shop = c.req.param("shop")!;
  const body: Bytes = await readBody(c.req.raw);
  const reading = await read(services, shop, c.req.raw.headers, body);
  if (!reading.ok) {
    const { reason, genuine } = reading;
    await keepEvidence(c, kind, { reason, genuine, raw: new TextDecoder().decode(body) });
    logRefusal(c, kind, reason, isProbe(c) ? "info" : "warn");
    const strange = reason === "malformed" || reason === "undecryptable";
    return fail(c, strange ? 400 : 401, strange ? "无法读取通知" : "签名验证失败");
  }
  const { content, fn, argument } = records[kind];
  const { notification } = reading;
  if (notification.kind !== content) {
    const { event_type } = notification;
    const raw = new TextDecoder().decode(body);
    await keepEvidence(c, kind, { reason: "other_kind", genuine: true, raw, event_type });
    logRefusal(c, kind, "other_kind");
    return fail(c, 400, "这个地址不接收此类通知");
  }
  const { result, reason } = await services.db.call<Recorded>(wechat_claims, fn, {
    shop,
    notice: noticeOf(c, notification, body),
    [argument]: notification.resource,
  });
  if (result === "rejected") {
    logRefusal(c, kind, reason ?? "rejected");
    return fail(c, 400, "通知内容与记录不符");
  }
  if (result === "duplicate") logRefusal(c, kind, "duplicate", "info");
  return c.json({ code: "SUCCESS", message: "成功" });
}

/**
 * Read with the keys at hand; once more with fresh ones when WeChat names a key that is not among them. A certificate
 * that is not among these either is asked for by the jobs: WeChat repeats the notification until then.
 */
async function read(
  services: Services,
  shop: string,
  headers: Headers,
  body: Bytes,
): Promise<NotificationReading> {
  const account = await services.account(shop);
  const reading = await readNotification(keysOf(account), headers, body);
  if (reading.ok || reading.reason !== "unknown_serial") return reading;
  const fresh = await services.account(shop, reread_after_ms);
  const again = fresh === account ? reading : await readNotification(keysOf(fresh), headers, body);
  const is_certificate = /^[0-9A-F]{8,64}$/i.test(again.serial);
  const is_wanted = !again.ok && again.reason === "unknown_serial" && is_certificate;
  if (is_wanted && services.certificates_limit.take(shop) === 0) {
    await wantCertificates({ db: services.db, claims: wechat_claims }, shop);
  }
  return again;
}

function keysOf({ credentials }: ShopAccount): NotificationKeys {
  return {
    verifiers: verifiersOf(credentials),
    api_v3_keys: (credentials.api_v3_key ?? []).map(({ value }) => value),
  };
}

/** The envelope and what proves it, as it is kept beside the content. */
function noticeOf(c: Context<Env>, { id, event_type, create_time }: Notification, body: Bytes) {
  return {
    id,
    event_type,
    create_time,
    request_id: c.get("request_id"),
    serial: c.req.header("wechatpay-serial"),
    timestamp: c.req.header("wechatpay-timestamp"),
    nonce: c.req.header("wechatpay-nonce"),
    signature: c.req.header("wechatpay-signature"),
    raw: new TextDecoder().decode(body),
  };
}

/** WeChat Pay tests now and then that bad signatures are refused; that is no alarm. */
function isProbe(c: Context<Env>): boolean {
  return c.req.header("wechatpay-signature")?.startsWith("WECHATPAY/SIGNTEST/") ?? false;
}

/** A refusal as WeChat Pay reads it (doc 4012791861). */
export function fail(
  c: Context<Env>,
  status: 400 | 401 | 404 | 413 | 500 | 503,
  message: string,
): Response {
  return c.json({ code: "FAIL", message }, status);
}
