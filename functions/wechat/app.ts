import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { shop_code_form } from "@/contracts/forms.ts";
import { ApiError } from "@/shared/errors.ts";
import { log } from "@/shared/log.ts";
import { bodyLimit } from "@/shared/middleware/body_limit.ts";
import { requestId } from "@/shared/middleware/request_id.ts";
import { securityHeaders } from "@/shared/middleware/security_headers.ts";
import type { Env } from "./context.ts";
import { fail, notify } from "./notify.ts";
import { push, pushSetup } from "./push.ts";
import { createServices, type Services } from "./services.ts";

const most_body_bytes = 64 * 1024;

/** What WeChat calls, on given services. Nothing here believes anything before its signature is checked. */
export function createApp(services: Services) {
  const app = new Hono<Env>()
    .basePath("/wechat")
    .use(requestId)
    .use(securityHeaders)
    .use(bodyLimit(most_body_bytes))
    .use("/shops/:shop/*", provide(services))
    .post("/shops/:shop/notify/payment", (c) => notify(c, "payment"))
    .post("/shops/:shop/notify/refund", (c) => notify(c, "refund"))
    .post("/shops/:shop/notify/transfer", (c) => notify(c, "transfer"))
    .get("/shops/:shop/push", pushSetup)
    .post("/shops/:shop/push", push);
  app.onError(onError);
  app.notFound((c) => fail(c, 404, "没有这个地址"));
  return app;
}

/** Sets `services`; a code that cannot be a shop's is refused before the database is asked. */
function provide(services: Services) {
  return createMiddleware<Env>(function provide(c, next) {
    if (!shop_code_form.test(c.req.param("shop") ?? "")) throw new ApiError("SHOP_NOT_FOUND");
    c.set("services", services);
    return next();
  });
}

/** WeChat hears of failure only that it has to come again; what happened stands in the log. */
function onError(error: Error, c: Context<Env>): Response {
  if (error instanceof ApiError && error.code === "SHOP_NOT_FOUND") {
    return fail(c, 404, "没有这个店铺");
  }
  if (error instanceof ApiError && error.code === "INVALID_REQUEST") {
    return fail(c, 400, "内容没有传完");
  }
  if (error instanceof ApiError && error.code === "PAYLOAD_TOO_LARGE") {
    return fail(c, 413, "内容太大");
  }
  log("error", "callback_failed", {
    request_id: c.get("request_id"),
    path: c.req.path,
    cause: error.cause ?? error,
  });
  const down = error instanceof ApiError && error.status === 503;
  return fail(c, down ? 503 : 500, "暂时无法处理");
}

/** The app that index.ts serves and the local gateway mounts. */
export const app = createApp(createServices());
