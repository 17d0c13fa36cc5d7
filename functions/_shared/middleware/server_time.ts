import { createMiddleware } from "hono/factory";

/** Says when each reply was made, in milliseconds since 1970: a phone's or a computer's own clock may be wrong. */
export const serverTime = createMiddleware(async function serverTime(c, next) {
  await next();
  c.header("x-server-time", String(Date.now()));
});
