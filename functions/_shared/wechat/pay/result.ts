/** Why it is not known whether WeChat Pay did what was asked. */
export type UnknownReason =
  | "timeout"
  | "network"
  | "server_error"
  | "busy"
  | "pending"
  | "unverified"
  | "malformed_reply";

/** A refusal that WeChat Pay signed: it surely did not do this. `status` 0: refused here, nothing was sent. */
export interface Refused {
  kind: "refused";
  status: number;
  /** WeChat's code with every `_` removed (`ORDERPAID`), since its spellings differ. */
  code: string;
  message: string;
  request_id: string;
}

/** Not known: ask again, or repeat with the same number. Never a failure. The rest is for the log. */
export interface Unknown {
  kind: "unknown";
  reason: UnknownReason;
  status: number;
  code: string;
  message: string;
  request_id: string;
}

/** The answer to one call. */
export type PayResult<T> = { kind: "ok"; value: T; request_id: string } | Refused | Unknown;

/** Codes that callers look for, as they stand in a result. */
export const pay_code = {
  /** Refused here before sending; the message names the field. */
  not_sent: "NOTSENT",
  already_paid: "ORDERPAID",
  order_closed: "ORDERCLOSED",
  number_used: "OUTTRADENOUSED",
  /** For refunds and transfers: the merchant's own funds are short. */
  not_enough: "NOTENOUGH",
  invalid_request: "INVALIDREQUEST",
  sign_error: "SIGNERROR",
} as const;

const not_found_codes = new Set(["ORDERNOTEXIST", "RESOURCENOTEXISTS", "NOTFOUND"]);

/** Whether WeChat Pay says that it has no such order, refund or bill. */
export function isNotFound(result: { kind: string; code?: string }): boolean {
  return result.kind === "refused" && not_found_codes.has(result.code ?? "");
}

/** A code without `_`: older and newer texts of WeChat Pay spell the same code both ways. */
export function normaliseCode(code: string): string {
  return code.replaceAll("_", "");
}

/** A refusal made on this side; nothing was sent. */
export function notSent(message: string): Refused {
  return { kind: "refused", status: 0, code: pay_code.not_sent, message, request_id: "" };
}
