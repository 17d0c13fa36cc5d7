import { learnTime } from "../utils/clock";
import { newId } from "../utils/id";
import { authorization, renewToken } from "./session";
import { settings } from "./settings";
import { signalHeaders } from "./signals";

/** Why a call failed, with a message that may be shown. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    /** A code of contracts/errors.ts, or OFFLINE, or BAD_REPLY. */
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
    readonly requestId = "",
  ) {
    super(message);
  }
}

/** What may be shown of anything that was thrown; a fault of ours is told in the log only. */
export function words(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  // deno-lint-ignore no-console -- WeChat collects a mini program's log
  console.error(error);
  return "出了点问题，请稍后再试";
}

export interface CallOptions {
  /** Made once per intention and sent again with each repetition. */
  idempotencyKey?: string;
}

type Method = "GET" | "POST" | "PUT" | "DELETE";
type Query = Record<string, string | number | boolean | null | undefined>;

interface Call {
  method: Method;
  path: string;
  body?: unknown;
  idempotencyKey?: string | undefined;
}

const timeout_ms = 15_000;
const pauses_ms = [400, 1_200];
/** What another try may cure. */
const passing = new Set(["OFFLINE", "BUSY", "DATABASE_UNAVAILABLE", "WECHAT_UNAVAILABLE"]);

export function get<T>(path: string, query?: Query): Promise<T> {
  return call<T>({ method: "GET", path: path + queryText(query) });
}

export function post<T>(path: string, body?: unknown, options: CallOptions = {}): Promise<T> {
  return call<T>({ method: "POST", path, body: body ?? {}, ...options });
}

export function put<T>(path: string, body?: unknown, options: CallOptions = {}): Promise<T> {
  return call<T>({ method: "PUT", path, body: body ?? {}, ...options });
}

export function del<T>(path: string): Promise<T> {
  return call<T>({ method: "DELETE", path });
}

/** A call as whoever is signed in, or as nobody; one more try with a fresh token when the old one has ended. */
async function call<T>(wanted: Call): Promise<T> {
  const token = authorization();
  try {
    return await withRetries<T>(wanted, token);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "TOKEN_INVALID" || !token) throw error;
    return await withRetries<T>(wanted, await renewToken(token));
  }
}

/** Only what may be repeated is: reading, and what carries its own key. */
async function withRetries<T>(wanted: Call, token: string): Promise<T> {
  const again = wanted.method === "GET" || wanted.method === "PUT" || wanted.idempotencyKey;
  for (const pause of again ? pauses_ms : []) {
    try {
      return await send<T>(wanted, token);
    } catch (error) {
      if (!(error instanceof ApiError) || !passing.has(error.code)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return await send<T>(wanted, token);
}

/** One request. `token` may be empty. Throws ApiError. */
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

function queryText(query: Query = {}): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}
