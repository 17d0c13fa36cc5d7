import { Hono } from "hono";
import { z } from "zod";
import {
  FiguresQuery,
  LeaderQuery,
  LinkPage,
  LinkQuery,
  PromoterFigures,
  StaffLeaderboard,
} from "@/contracts/promoting.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const ById = z.strictObject({ distributor: Id });

/** What distributors' work brought, as staff see it. */
export const staffPromoting = new Hono<Env>()
  .get(
    "/staff/leaderboard",
    endpoint({
      summary: "Who kept the most by own sales, and whether distributors see it",
      auth: "staff",
      query: LeaderQuery,
      reply: StaffLeaderboard,
      answer: ({ call, shop, query }) => call("staff_get_leaderboard", { shop, ...query }),
    }),
  )
  .get(
    "/staff/distributors/:distributor/figures",
    endpoint({
      summary: "One distributor's figures, as seen on the phone",
      auth: "staff",
      params: ById,
      query: FiguresQuery,
      reply: PromoterFigures,
      answer: ({ call, shop, params, query }) =>
        call("get_distributor_figures", { shop, distributor_id: params.distributor, ...query }),
    }),
  )
  .get(
    "/staff/distributors/:distributor/links",
    endpoint({
      summary: "One distributor's links and posters, each with what it brought",
      auth: "staff",
      params: ById,
      query: LinkQuery,
      reply: LinkPage,
      answer: ({ call, shop, params, query }) =>
        call("list_distributor_links", { shop, distributor_id: params.distributor, ...query }),
    }),
  );
