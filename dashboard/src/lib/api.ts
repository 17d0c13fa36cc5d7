import { config } from "./config.ts";
import { answered, keyOf } from "./intentions.ts";
import { Problem } from "./problem.ts";
import { supabase } from "./supabase.ts";

type Query = Record<string, string | number | boolean | null | undefined>;

/** Reads from the API as the signed-in staff. The path begins behind the shop: `/staff/orders`. */
export function get<T>(path: string, query: Query = {}): Promise<T> {
  const asked = Object.entries(query).filter(([, value]) =>
    value !== undefined && value !== null && value !== ""
  );
  const text = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString();
  return call<T>("GET", text ? `${path}?${text}` : path);
}

export function post<T>(path: string, body: unknown): Promise<T> {
  return call<T>("POST", path, body);
}

/** A command that creates or moves something: sent again after a lost answer it is the same one. */
export async function command<T>(path: string, body: unknown): Promise<T> {
  const intention = `${path} ${JSON.stringify(body)}`;
  try {
    const reply = await call<T>("POST", path, body, keyOf(intention));
    answered(intention);
    return reply;
  } catch (error) {
    if (error instanceof Problem && error.is_final) answered(intention);
    throw error;
  }
}

export function put<T>(path: string, body: unknown): Promise<T> {
  return call<T>("PUT", path, body);
}

async function call<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
  const { supabase_url, shop } = config();
  const { data } = await supabase().auth.getSession();
  const headers = new Headers({ authorization: `Bearer ${data.session?.access_token ?? ""}` });
  if (body !== undefined) headers.set("content-type", "application/json");
  if (key) headers.set("idempotency-key", key);
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const url = `${supabase_url}/functions/v1/api/shops/${shop}${path}`;
  const response = await fetch(url, init).catch(() => {
    throw new Problem("OFFLINE", "网络不通，请检查后重试");
  });
  const reply = await response.json().catch(() => null);
  if (response.ok) return reply as T;
  throw refusal(reply, response.headers.get("x-request-id") ?? "", response.status < 500);
}

function refusal(reply: unknown, request_id: string, is_final: boolean): Problem {
  const error = (reply as { error?: Record<string, unknown> } | null)?.error;
  if (!error) return new Problem("UNAVAILABLE", "服务暂时不可用，请稍后再试", {}, request_id);
  return new Problem(
    String(error.code),
    String(error.message),
    (error.details ?? {}) as Record<string, unknown>,
    String(error.request_id ?? request_id),
    is_final,
  );
}
