import { Hono } from "hono";
import { Funnel, FunnelQuery, Overview } from "@/contracts/insight.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const insight = new Hono<Env>()
  .get(
    "/staff/overview",
    endpoint({
      summary: "Today against yesterday until the same time",
      auth: "staff",
      reply: Overview,
      answer: ({ call, shop }) => call("get_overview", { shop }),
    }),
  )
  .get(
    "/staff/funnel",
    endpoint({
      summary: "Share, click, order, pay, kept: by distributor or product",
      auth: "staff",
      query: FunnelQuery,
      reply: Funnel,
      answer: ({ call, shop, query }) => call("get_funnel", { shop, ...query }),
    }),
  );
