/**
 * What to do about an errcode of api.weixin.qq.com: `retry` later, the same call; `data`: this call can never
 * succeed; `stop`: the account or its settings are wrong, tell an operator.
 */
export type OpenAdvice = "retry" | "data" | "stop";

/** The answer to one call. `unknown`: no usable reply came; ask again. */
export type OpenResult<T> =
  | { kind: "ok"; value: T }
  | { kind: "refused"; errcode: number; errmsg: string; advice: OpenAdvice }
  | { kind: "unknown"; reason: "timeout" | "network" | "server_error" | "malformed_reply" };

/** errcodes that callers look for. */
export const open_code = {
  /** A code of wx.login or of the phone button invalid or expired, or already used. */
  code_invalid: 40029,
  code_used: 40163,
  /** WeChat refuses this user as high-risk: show a refusal, do not retry. */
  user_blocked: 40226,
  /** Messages: the user has not agreed, or agreed to no more. */
  no_consent: 43101,
  /** Messages: nobody here has this openid. */
  no_such_user: 40003,
  /** Shipping: the payment is not known yet, as happens right after paying. */
  order_not_found: 10060001,
  /** Shipping: the last parcel was uploaded before. */
  already_shipped: 10060002,
  /** Shipping: the one re-shipping of the payment is used. */
  reshipped_before: 10060003,
  /** Shipping: this time is not later than the last upload's; so it is when two clocks differ a little. */
  upload_time_refused: 268485216,
  /** Shipping: everything is already as uploaded. */
  nothing_changed: 10060023,
} as const;

/** errcodes that say the access token is not good (any more): refresh once and repeat once. */
export const token_codes: ReadonlySet<number> = new Set([40001, 40014, 42001]);

const retry_codes: ReadonlySet<number> = new Set([
  -1,
  45009,
  45011,
  43108,
  44991,
  10060012,
  10060019,
  open_code.order_not_found,
  open_code.upload_time_refused,
  ...token_codes,
]);
const stop_codes: ReadonlySet<number> = new Set([
  40002,
  40013,
  40125,
  40164,
  40243,
  41001,
  41002,
  41004,
  43107,
  48001,
  50004,
  50007,
  89503,
  89506,
  89507,
]);

/** What to do about an errcode; one that is not listed is about the data of the call. */
export function adviceFor(errcode: number): OpenAdvice {
  if (retry_codes.has(errcode)) return "retry";
  return stop_codes.has(errcode) ? "stop" : "data";
}

/** A refusal with its advice. */
export function refused(errcode: number, errmsg: string): OpenResult<never> {
  return { kind: "refused", errcode, errmsg, advice: adviceFor(errcode) };
}
