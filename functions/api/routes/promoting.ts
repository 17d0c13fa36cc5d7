import { Hono } from "hono";
import {
  FiguresQuery,
  Leaderboard,
  LeaderQuery,
  LinkPage,
  LinkQuery,
  PromoterFigures,
} from "@/contracts/promoting.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

/** What a distributor's own work brought. */
export const promoting = new Hono<Env>()
  .get(
    "/distributor/figures",
    endpoint({
      summary: "What my links and customers brought today, in 7 or in 30 days",
      auth: "member",
      query: FiguresQuery,
      reply: PromoterFigures,
      answer: ({ call, query }) => call("get_my_figures", { ...query }),
    }),
  )
  .get(
    "/distributor/links",
    endpoint({
      summary: "My links and posters, each with what it brought",
      auth: "member",
      query: LinkQuery,
      reply: LinkPage,
      answer: ({ call, query }) => call("list_my_links", { ...query }),
    }),
  )
  .get(
    "/distributor/leaderboard",
    endpoint({
      summary: "Who kept the most by own sales, under labels, and my rank",
      auth: "member",
      query: LeaderQuery,
      reply: Leaderboard,
      answer: ({ call, query }) => call("get_leaderboard", { ...query }),
    }),
  );
