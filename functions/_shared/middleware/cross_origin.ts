import { cors } from "hono/cors";
import { signal_headers } from "@/contracts/signals.ts";

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
    ...Object.values(signal_headers),
  ],
  exposeHeaders: ["etag", "retry-after", "x-request-id", "x-server-time"],
  maxAge: 600,
});
