/**
 * CORS as the hosted gateway answers it for rest, auth and storage. The functions answer their own.
 */
const HEADERS: Record<string, string> = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
  "access-control-allow-headers": [
    ...["authorization", "x-client-info", "apikey", "content-type", "x-retry-count"],
    ...["traceparent", "tracestate", "baggage", "prefer", "accept-profile", "content-profile"],
    ...["range", "cache-control", "if-none-match", "x-upsert", "x-metadata"],
    ...["x-supabase-api-version", "x-request-id"],
  ].join(", "),
  "access-control-expose-headers":
    "content-range, content-location, etag, preference-applied, retry-after, x-request-id, x-supabase-api-version",
  "access-control-max-age": "3600",
};

/** The answer to a preflight request. */
export function preflight(): Response {
  return new Response(null, { status: 204, headers: HEADERS });
}

/** Puts the CORS headers on an answer, also on errors, so that a browser can read them. */
export function withCors(response: Response): Response {
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
  return response;
}
