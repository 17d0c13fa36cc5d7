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
import { DistributorCustomerPage, DistributorOrderPage } from "@/contracts/staff/distributors.ts";
import {
  LiabilityExport,
  LiabilityExportQuery,
  LiabilityPage,
  LiabilityQuery,
} from "@/contracts/staff/liabilities.ts";
import { PageQuery } from "@/contracts/paging.ts";
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
  )
  .get(
    "/staff/distributors/:distributor/customers",
    endpoint({
      summary: "Who is or was bound to a distributor, under labels",
      auth: "staff",
      params: ById,
      query: PageQuery,
      reply: DistributorCustomerPage,
      answer: ({ call, shop, params, query }) =>
        call("list_distributor_customers", { shop, distributor_id: params.distributor, ...query }),
    }),
  )
  .get(
    "/staff/distributors/:distributor/orders",
    endpoint({
      summary: "Paid orders in which a distributor is level 1, or earns on level 2",
      auth: "staff",
      params: ById,
      query: PageQuery,
      reply: DistributorOrderPage,
      answer: ({ call, shop, params, query }) =>
        call("list_distributor_orders", { shop, distributor_id: params.distributor, ...query }),
    }),
  )
  .get(
    "/staff/liabilities",
    endpoint({
      summary: "What the shop owes its distributors, by distributor",
      auth: "staff",
      query: LiabilityQuery,
      reply: LiabilityPage,
      answer: ({ call, shop, query }) => call("list_liabilities", { shop, ...query }),
    }),
  )
  .get(
    "/staff/liabilities/export",
    endpoint({
      summary: "The same for a file; each page is written down",
      auth: "staff",
      query: LiabilityExportQuery,
      reply: LiabilityExport,
      answer: ({ call, shop, query }) => call("export_liabilities", { shop, ...query }),
    }),
  );
