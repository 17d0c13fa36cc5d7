import { Hono } from "hono";
import { z } from "zod";
import {
  CommissionPage,
  CommissionQuery,
  CustomerPage,
  CustomerQuery,
  DistributorCenter,
  LostCustomerPage,
  TeamPage,
  TeamQuery,
} from "@/contracts/distributors.ts";
import { Earnings, EarningsQuery, EarningWhy } from "@/contracts/earnings.ts";
import { PageQuery, SortedQuery } from "@/contracts/paging.ts";
import { Share } from "@/contracts/shares.ts";
import { Id } from "@/contracts/values.ts";
import { TierChangePage, TierProgress } from "@/contracts/tiers.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const distributors = new Hono<Env>()
  .get(
    "/distributor",
    endpoint({
      summary: "My distributor centre: balances by state, today, limits of withdrawing",
      auth: "member",
      reply: DistributorCenter,
      answer: ({ call }) => call("get_distributor_center"),
    }),
  )
  .post(
    "/distributor/invites",
    endpoint({
      summary: "A token to invite others with",
      auth: "member",
      limited: "everyone",
      reply: Share,
      status: 201,
      answer: ({ call }) => call("create_invite"),
    }),
  )
  .get(
    "/distributor/commissions",
    endpoint({
      summary: "My commissions, each with the reason of its figure",
      auth: "member",
      query: CommissionQuery,
      reply: CommissionPage,
      answer: ({ call, query }) => call("list_commissions", { ...query }),
    }),
  )
  .get(
    "/distributor/earnings",
    endpoint({
      summary: "What one piece of each of these products would earn me now",
      auth: "member",
      query: EarningsQuery,
      reply: Earnings,
      answer: ({ call, query }) => call("list_earnings", { products: query.products.split(",") }),
    }),
  )
  .get(
    "/distributor/earnings/:product",
    endpoint({
      summary: "What one piece of a product would earn me now, and why",
      auth: "member",
      params: z.strictObject({ product: Id }),
      reply: EarningWhy,
      answer: ({ call, params }) => call("get_earning", { ...params }),
    }),
  )
  .get(
    "/distributor/customers",
    endpoint({
      summary: "Buyers bound to me, masked",
      auth: "member",
      query: CustomerQuery,
      reply: CustomerPage,
      answer: ({ call, query }) => call("list_customers", { ...query }),
    }),
  )
  .get(
    "/distributor/customers/lost",
    endpoint({
      summary: "Buyers who were bound to me and are no more",
      auth: "member",
      query: SortedQuery,
      reply: LostCustomerPage,
      answer: ({ call, query }) => call("list_lost_customers", { ...query }),
    }),
  )
  .get(
    "/distributor/team",
    endpoint({
      summary: "Distributors whom I invited",
      auth: "member",
      query: TeamQuery,
      reply: TeamPage,
      answer: ({ call, query }) => call("list_team", { ...query }),
    }),
  )
  .get(
    "/distributor/tier",
    endpoint({
      summary: "My tier, what keeps it, and how far I am to each other",
      auth: "member",
      reply: TierProgress,
      answer: ({ call }) => call("get_my_tier"),
    }),
  )
  .get(
    "/distributor/tier-changes",
    endpoint({
      summary: "Every change of my tier, the newest first",
      auth: "member",
      query: PageQuery,
      reply: TierChangePage,
      answer: ({ call, query }) => call("list_my_tier_changes", { ...query }),
    }),
  );
