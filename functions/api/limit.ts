import type { Context } from "hono";
import { ApiError } from "@/shared/errors.ts";
import { optionalEnv } from "@/shared/env.ts";
import type { Env } from "./context.ts";

/** Slow down whoever is not signed in: per address, and per visitor token. Throws RATE_LIMITED. */
export function limitAnonymous(c: Context<Env>): void {
  const { caller, services } = c.var;
  if (caller.kind === "member" || caller.kind === "staff") return;
  const address = clientAddress(c);
  const wait_s = Math.max(
    address === null ? 0 : services.limits.address.take(address),
    caller.kind === "visitor" ? services.limits.token.take(caller.id) : 0,
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
