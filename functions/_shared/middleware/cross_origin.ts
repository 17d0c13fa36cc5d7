import { createMiddleware } from "hono/factory";
import { signal_headers } from "@/contracts/signals.ts";

/** supabase-js's and ours. */
const allowed_headers = [
  "authorization",
  "x-client-info",
  "apikey",
  "content-type",
  "x-retry-count",
  "traceparent",
  "tracestate",
  "baggage",
  "idempotency-key",
  "if-none-match",
  "x-request-id",
  ...Object.values(signal_headers),
].join(",");

/**
 * Any page may call: a token in a header opens things, never a cookie. Hono's own writes its headers into a reply
 * that it makes beforehand, and then copies each real one, whose body becomes a stream.
 */
export const crossOrigin = createMiddleware(function crossOrigin(c, next) {
  c.header("access-control-allow-origin", "*");
  c.header("access-control-expose-headers", "etag,retry-after,x-request-id,x-server-time");
  if (c.req.method !== "OPTIONS") return next();
  c.header("access-control-max-age", "600");
  c.header("access-control-allow-methods", "GET,POST,PUT,DELETE");
  c.header("access-control-allow-headers", allowed_headers);
  c.header("vary", "Access-Control-Request-Headers");
  return Promise.resolve(c.body(null, 204));
});
