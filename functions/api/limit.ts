import type { Context } from "hono";
import { ApiError } from "@/shared/errors.ts";
import { optionalEnv } from "@/shared/env.ts";
import type { Env } from "./context.ts";
import type { Auth } from "./endpoint.ts";

/**
 * Slow down strangers, per address and per token. On a route for anyone everybody is a stranger: signing in
 * once must not open the shop's quota at WeChat. Throws RATE_LIMITED.
 */
export function limitStrangers(c: Context<Env>, auth: Auth): void {
  const { caller, services } = c.var;
  const is_known = caller.kind === "member" || caller.kind === "staff";
  if (is_known && auth !== "anyone") return;
  const address = clientAddress(c);
  const wait_s = Math.max(
    address === null ? 0 : services.limits.address.take(addressKey(address)),
    caller.kind === "nobody" ? 0 : services.limits.token.take(caller.id),
  );
  if (wait_s > 0) throw new ApiError("RATE_LIMITED", { retry_after_seconds: wait_s });
}

/**
 * The caller's address as the proxy nearest to us saw it: the last entry of a header that the proxy
 * writes. Which header that is depends on what stands in front (MALL_CLIENT_ADDRESS_HEADER).
 * Without one there is no limit per address, only per token.
 */
function clientAddress(c: Context): string | null {
  const header = optionalEnv("MALL_CLIENT_ADDRESS_HEADER") ?? "x-forwarded-for";
  return c.req.header(header)?.split(",").at(-1)?.trim() || null;
}

/**
 * What is limited as one: an IPv4 address without the port that some proxies add, or the /64 of an IPv6
 * address, which is what one line gets, not one caller.
 */
export function addressKey(address: string): string {
  const bare = address.slice(0, 64).replace(/^\[(.*)\](:\d+)?$/, "$1");
  const [, v4] = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/i.exec(bare) ?? [];
  if (v4 !== undefined) return v4;
  if (!bare.includes(":")) return bare;
  const [head, tail] = bare.split("::").map((part) => part === "" ? [] : part.split(":"));
  const zeros = tail === undefined
    ? []
    : Array(Math.max(0, 8 - head!.length - tail.length)).fill("0");
  const groups = [...head!, ...zeros, ...tail ?? []].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}
