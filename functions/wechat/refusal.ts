import type { Context } from "hono";
import { log } from "@/shared/log.ts";
import type { Env } from "./context.ts";
import { wechat_claims } from "./services.ts";

export type NoticeKind = "payment" | "refund" | "transfer" | "push";

/** The most of a stranger's message that is kept, in characters. */
export const evidence_length = 8_000;

const evidence_headers = [
  "wechatpay-serial",
  "wechatpay-timestamp",
  "wechatpay-nonce",
  "wechatpay-signature",
  "request-id",
  "user-agent",
];

/** One line per message that changed nothing: which, why, and the ids to find it by. */
export function logRefusal(
  c: Context<Env>,
  kind: NoticeKind,
  reason: string,
  level: "info" | "warn" = "warn",
): void {
  log(level, "notice_without_effect", {
    request_id: c.get("request_id"),
    shop: c.req.param("shop"),
    kind,
    reason,
    serial: c.req.header("wechatpay-serial"),
    wechat_request_id: c.req.header("request-id"),
  });
}

/** What came, and why it was of no use. `genuine`: WeChat signed it, so a person has to know. */
export interface Evidence {
  reason: string;
  genuine: boolean;
  raw: string;
  event_type?: string;
}

/**
 * Keep what could not be applied, cut to a bounded size. A flood of strangers is kept in part only: the limit is
 * per shop, so that they cannot fill its database; what WeChat signed is kept whatever they send. Throws ApiError.
 */
export async function keepEvidence(
  c: Context<Env>,
  kind: NoticeKind,
  { reason, genuine, raw, event_type }: Evidence,
): Promise<void> {
  const { services, request_id } = c.var;
  const shop = c.req.param("shop")!;
  if (!genuine && services.evidence_limit.take(shop) > 0) return;
  const headers = evidence_headers.flatMap((name) => {
    const value = c.req.header(name);
    return value === undefined ? [] : [[name, storable(value).slice(0, 500)]];
  });
  await services.db.call(wechat_claims, "record_rejected_notice", {
    shop,
    kind,
    reason,
    genuine,
    notice: {
      request_id,
      headers: Object.fromEntries(headers),
      raw: storable(raw),
      ...(event_type === undefined ? {} : { event_type: storable(event_type) }),
    },
  });
}

/** A text that jsonb takes: it knows no NUL and no half of a pair. */
export function storable(text: string): string {
  return text.slice(0, evidence_length).replaceAll("\0", "").toWellFormed();
}
