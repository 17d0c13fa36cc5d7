/** A refusal of WeChat Pay; `cause` is the number after the last hyphen of Request-ID. */
export class PayError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly detail?: Record<string, unknown>,
    readonly number = "268435461",
  ) {
    super(message);
  }
}

/** 400 PARAM_ERROR about one field. */
export function paramError(
  field: string,
  issue: string,
  value?: unknown,
  location = "body",
): PayError {
  const detail = { field, value, issue, location };
  return new PayError(400, "PARAM_ERROR", `参数错误：${field} ${issue}`, detail);
}

/** 400 INVALID_REQUEST. */
export function invalidRequest(message: string, number?: string): PayError {
  return new PayError(400, "INVALID_REQUEST", message, undefined, number);
}
