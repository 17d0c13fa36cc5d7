import { learnTime } from "../utils/clock";
import { newId } from "../utils/id";
import { ApiError } from "./errors";
import { settings } from "./settings";
import { signalHeaders } from "./signals";

export interface Call {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  body?: unknown;
  idempotencyKey?: string | undefined;
  /** The request carries a code that works once, so it is not retried. */
  isOnce?: boolean | undefined;
}

const timeout_ms = 15_000;

/** One request with the given token, or without one. Throws ApiError. */
export function send<T>({ method, path, body, idempotencyKey }: Call, token = ""): Promise<T> {
  const header: Record<string, string> = { "x-request-id": newId() };
  if (body !== undefined) header["content-type"] = "application/json";
  if (token) header["authorization"] = `Bearer ${token}`;
  if (idempotencyKey) header["idempotency-key"] = idempotencyKey;
  if (method === "POST") Object.assign(header, signalHeaders());
  const sent_at = Date.now();
  return new Promise<T>((resolve, reject) => {
    wx.request({
      url: `${settings.apiBase}/shops/${settings.shop}${path}`,
      method,
      header,
      timeout: timeout_ms,
      ...(body === undefined ? {} : { data: body as WechatMiniprogram.IAnyObject }),
      success: ({ statusCode, data, header }) => {
        learnTime(header, sent_at);
        if (statusCode >= 200 && statusCode < 300) resolve(data as T);
        else reject(refusal(data));
      },
      fail: () => reject(new ApiError("OFFLINE", "网络不太好，请检查后重试")),
    });
  });
}

function refusal(data: unknown): ApiError {
  const error = (data as { error?: Record<string, unknown> } | null)?.error;
  if (!error || typeof error.code !== "string") {
    return new ApiError("BAD_REPLY", "服务暂时不可用，请稍后再试");
  }
  return new ApiError(
    error.code,
    String(error.message ?? "请稍后再试"),
    (error.details ?? {}) as Record<string, unknown>,
    String(error.request_id ?? ""),
  );
}
