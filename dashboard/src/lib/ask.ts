import { learnTime } from "./clock.ts";
import { Problem } from "./problem.ts";

/** One question to the API, or one command. */
export interface Question {
  method: string;
  url: string;
  token: string;
  body?: unknown;
  /** A command's key: repeated with it, it is the same command. */
  key?: string | undefined;
}

/** Asks once. Throws Problem, and learns the mall's time from the reply. */
export async function ask<T>({ method, url, token, body, key }: Question): Promise<T> {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  if (body !== undefined) headers.set("content-type", "application/json");
  if (key) headers.set("idempotency-key", key);
  const sent_ms = Date.now();
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(url, init).catch(() => {
    throw offline();
  });
  learnTime(Number(response.headers.get("x-server-time") ?? NaN), sent_ms);
  const reply = await response.json().catch(() => null);
  if (!response.ok) throw refusal(reply, response);
  if (reply === null) throw offline(); // it broke off on its way
  return reply as T;
}

export function offline(): Problem {
  return new Problem("OFFLINE", "网络不通，请检查后重试");
}

function refusal(reply: unknown, { status, headers }: Response): Problem {
  const requestId = headers.get("x-request-id") ?? "";
  const error = (reply as { error?: Record<string, unknown> } | null)?.error;
  if (!error) {
    return new Problem("UNAVAILABLE", "服务暂时不可用，请稍后再试", { requestId, status });
  }
  return new Problem(String(error.code), String(error.message), {
    details: (error.details ?? {}) as Record<string, unknown>,
    requestId: String(error.request_id ?? requestId),
    status,
  });
}
