import { Hono } from "hono";
import { Health } from "@/contracts/health.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { version } from "../version.ts";

export const system = new Hono<Env>()
  .get(
    "/health",
    endpoint({
      summary: "Whether this version runs and the database answers; 503 without an answer",
      auth: "anyone",
      reply: Health,
      answer: async ({ c, services }) => {
        try {
          return { status: "ok" as const, version, database_at: await services.db.now() };
        } catch {
          c.header("cache-control", "no-store");
          return c.json({ status: "unavailable", version, database_at: null }, 503);
        }
      },
    }),
  );
