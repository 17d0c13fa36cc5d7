import { createMiddleware } from "hono/factory";

export interface RequestIdEnv {
  Variables: { request_id: string };
}

const good_id = /^[0-9A-Za-z_-]{8,64}$/;

/** The caller's X-Request-Id if it is harmless, else a new one. */
export function requestIdOf(given: string | null | undefined): string {
  return typeof given === "string" && good_id.test(given) ? given : crypto.randomUUID();
}

/** Sets `request_id`. It is in every reply and log line. */
export const requestId = createMiddleware<RequestIdEnv>(function requestId(c, next) {
  const request_id = requestIdOf(c.req.header("x-request-id"));
  c.set("request_id", request_id);
  c.header("x-request-id", request_id);
  return next();
});
