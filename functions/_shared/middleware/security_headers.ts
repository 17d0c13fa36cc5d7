import { createMiddleware } from "hono/factory";

/** Nothing here is a page: no sniffing, no framing, no scripts, no referrer; https once seen stays. */
export const securityHeaders = createMiddleware(function securityHeaders(c, next) {
  c.header("x-content-type-options", "nosniff");
  c.header("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  c.header("referrer-policy", "no-referrer");
  c.header("strict-transport-security", "max-age=31536000; includeSubDomains");
  return next();
});
