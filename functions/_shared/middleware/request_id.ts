import { createMiddleware } from "hono/factory";

export interface RequestIdEnv {
  Variables: { request_id: string };
}

const good_id = /^[0-9A-Za-z_-]{8,64}$/;

/** Sets `request_id`: the caller's X-Request-Id if it is harmless, else a new one. It is in every reply and log line. */
export const requestId = createMiddleware<RequestIdEnv>(function requestId(c, next) {
  const given = c.req.header("x-request-id");
  const request_id = given !== undefined && good_id.test(given) ? given : crypto.randomUUID();
  c.set("request_id", request_id);
  c.header("x-request-id", request_id);
  return next();
});
