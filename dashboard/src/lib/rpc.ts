import { errors } from "@/contracts/error_texts.ts";
import { config } from "./config.ts";
import { Problem } from "./problem.ts";
import { supabase } from "./supabase.ts";

/** Calls a function of schema api with the shop's code and further arguments. Throws Problem. */
export async function rpc<T>(fn: string, args: Record<string, unknown> = {}): Promise<T> {
  const { data, error } = await supabase().rpc(fn, { shop: config().shop, ...args });
  if (!error) return data as T;
  const text = errors[error.message as keyof typeof errors]?.text ??
    "网络不通或服务暂时不可用，请重试";
  throw new Problem(error.message || "OFFLINE", text);
}
