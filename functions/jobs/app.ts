import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { inBackground } from "@/shared/background.ts";
import { ApiError, onError, onNotFound } from "@/shared/errors.ts";
import { bodyLimit } from "@/shared/middleware/body_limit.ts";
import { requestId, type RequestIdEnv } from "@/shared/middleware/request_id.ts";
import { securityHeaders } from "@/shared/middleware/security_headers.ts";
import { sameSecret } from "@/shared/same_secret.ts";
import { workOutbox } from "./outbox/worker.ts";
import { startRun } from "./run.ts";
import { createServices, type Services } from "./services.ts";
import { createTick } from "./tick.ts";

const most_body_bytes = 1024;

/** A person waits for the command that kicked the outbox: its rows are sent for no longer than this. */
const kick_ms = 5_000;

/** What the scheduler calls, on given services; a tick begins nothing new after `tick_ms`. */
export function createApp(services: Services, tick_ms?: number) {
  const tick = createTick(services, tick_ms);
  const app = new Hono<RequestIdEnv>()
    .basePath("/jobs")
    .use(requestId)
    .use(securityHeaders)
    .use(bodyLimit(most_body_bytes))
    .use(guard(services))
    .post("/tick", async (c) => {
      const summary = tick();
      inBackground("tick", summary); // whoever started it may not wait for the end
      return c.json(await summary);
    })
    .post(
      "/outbox",
      async (c) => c.json({ outbox: await workOutbox(services, startRun(kick_ms)) }),
    );
  app.onError(onError);
  app.notFound(onNotFound);
  return app;
}

/** Admits callers with the secret alone, compared in constant time. Throws SIGN_IN_REQUIRED, TOKEN_INVALID. */
function guard(services: Services) {
  return createMiddleware<RequestIdEnv>(function guard(c, next) {
    const header = c.req.header("authorization");
    if (header === undefined) throw new ApiError("SIGN_IN_REQUIRED");
    const [, given] = /^Bearer\s+(\S+)$/i.exec(header) ?? [];
    if (given === undefined || !sameSecret(given, services.secret())) {
      throw new ApiError("TOKEN_INVALID");
    }
    return next();
  });
}

/** The app that index.ts serves and the local gateway mounts. */
export const app = createApp(createServices());
