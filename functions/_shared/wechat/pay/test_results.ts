import type { PayResult, Refused, Unknown } from "./result.ts";

/** Answers of WeChat Pay, for tests of its callers. */

export function ok<T>(value: T): PayResult<T> {
  return { kind: "ok", value, request_id: "" };
}

/** WeChat refuses with a code, as results have it: without `_`. */
export function refusal(code: string): Refused {
  return { kind: "refused", status: 400, code, message: "说明", request_id: "" };
}

export const no_answer: Unknown = {
  kind: "unknown",
  reason: "timeout",
  status: 0,
  code: "",
  message: "",
  request_id: "",
};

export const not_found = refusal("NOTFOUND");
