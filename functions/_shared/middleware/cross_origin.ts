import { cors } from "hono/cors";

/** Any page may call: a token in a header opens things, never a cookie. The list is supabase-js's and ours. */
export const crossOrigin = cors({
  origin: "*",
  allowMethods: ["GET", "POST", "PUT", "DELETE"],
  allowHeaders: [
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
  ],
  exposeHeaders: ["etag", "retry-after", "x-request-id", "x-server-time"],
  maxAge: 600,
});
