import { ApiError } from "./errors";
import { type Call, send } from "./send";
import { authorization, renewToken } from "./session";

export interface CallOptions {
  /** Made once per intention and sent again with each repetition. */
  idempotencyKey?: string;
  /** The request carries a code that works once, so it is not retried. */
  isOnce?: boolean;
}

type Query = Record<string, string | number | boolean | null | undefined>;

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
  const again = !wanted.isOnce &&
    (wanted.method === "GET" || wanted.method === "PUT" || wanted.idempotencyKey);
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

function queryText(query: Query = {}): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}
