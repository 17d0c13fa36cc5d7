import { createMiddleware } from "hono/factory";

/**
 * Says when each reply was made, in milliseconds since 1970: a phone's or a computer's own clock may be wrong. Written
 * into the reply itself: `c.header` would copy a reply that is there, and make a stream of its body.
 */
export const serverTime = createMiddleware(async function serverTime(c, next) {
  await next();
  c.res.headers.set("x-server-time", String(Date.now()));
});
