import type { Context } from "hono";
import { ApiError } from "@/shared/errors.ts";
import { sameSecret } from "@/shared/same_secret.ts";
import type { Env } from "./context.ts";
import type { Auth } from "./endpoint.ts";

/**
 * strangers: visitors and callers without a token, on a route for anyone every caller.
 * everyone: members too, on routes that write rows without end.
 */
export type Limited = "strangers" | "everyone";

/**
 * Slows callers down, strangers per address and per token, members per member. On a route for anyone a member is
 * a stranger: signing in once must not open the shop's quota at WeChat. Throws RATE_LIMITED.
 */
export function limitCaller(c: Context<Env>, limited: Limited, auth: Auth): void {
  const { caller, services: { limits } } = c.var;
  const is_known = caller.kind === "member" || caller.kind === "staff";
  const waits_s: number[] = [];
  if (!is_known || auth === "anyone") {
    waits_s.push(limits.address.take(bucketOf(c)));
    if (caller.kind !== "nobody") waits_s.push(limits.token.take(caller.id));
  } else if (limited === "everyone") {
    waits_s.push(limits.member.take(caller.id));
  }
  const wait_s = Math.max(0, ...waits_s);
  if (wait_s > 0) throw new ApiError("RATE_LIMITED", { retry_after_seconds: wait_s });
}

/** The bucket of every caller that did not come through the merchant's proxy. */
const without_proof = "without proof";

function bucketOf(c: Context<Env>): string {
  const address = provenAddress(c);
  return address ? addressKey(address) : without_proof;
}

/**
 * The caller's address as the merchant's proxy saw it: the last entry of a header that the proxy writes
 * (MALL_CLIENT_ADDRESS_HEADER). The header is believed only beside the proxy's secret (MALL_PROXY_SECRET): a
 * caller that goes around the proxy could write any address, so all such callers share one bucket.
 */
export function provenAddress(c: Context<Env>): string | undefined {
  return provenHeader(c, c.var.services.proxy.address_header)?.split(",").at(-1)?.trim();
}

/** What the merchant's proxy wrote into a header, if it was the proxy. */
export function provenHeader(c: Context<Env>, header: string | undefined): string | undefined {
  const { secret } = c.var.services.proxy;
  const proof = c.req.header("x-mall-proxy-secret");
  if (header === undefined || secret === undefined || proof === undefined) return undefined;
  return sameSecret(proof, secret) ? c.req.header(header) : undefined;
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
