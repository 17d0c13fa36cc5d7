import { errors } from "@/contracts/error_texts.ts";
import { config } from "./config.ts";
import { Problem } from "./problem.ts";
import { supabase } from "./supabase.ts";

/** Calls a function of schema api with the shop's code and further arguments. Throws Problem. */
export async function rpc<T>(fn: string, args: Record<string, unknown> = {}): Promise<T> {
  const request_id = crypto.randomUUID();
  const { data, error, status } = await supabase()
    .rpc(fn, { shop: config().shop, ...args })
    .setHeader("x-request-id", request_id);
  if (!error) return data as T;
  if (status === 0) throw new Problem("OFFLINE", "网络不通，请检查后重试");
  // Functions raise a code of ours as the message; a caller whose sign-in ended is refused by Postgres itself.
  const code = status === 401 ? "SIGN_IN_REQUIRED" : error.message;
  const text = errors[code as keyof typeof errors]?.text ?? "服务暂时不可用，请稍后再试";
  throw new Problem(code, text, detailsOf(error.details), request_id);
}

/** What a function says beside its code is JSON. */
function detailsOf(text: string | null): Record<string, unknown> {
  try {
    return JSON.parse(text || "{}");
  } catch {
    return {};
  }
}
