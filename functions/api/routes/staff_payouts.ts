import { Hono } from "hono";
import { z } from "zod";
import {
  AdjustBalance,
  DecideAdjustment,
  StaffAdjustment,
  StaffAdjustmentPage,
  StaffAdjustmentQuery,
} from "@/contracts/staff/adjustments.ts";
import { LiabilityTrend } from "@/contracts/staff/liabilities.ts";
import { TaxExport, TaxExportQuery, TaxQuery, TaxYear } from "@/contracts/staff/taxes.ts";
import { OpenWithdrawals } from "@/contracts/staff/withdrawals.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { withRealNames } from "../tax_names.ts";

/** Corrections of balances, and what the shop owes over time. */
export const staffPayouts = new Hono<Env>()
  .get(
    "/staff/withdrawals/open",
    endpoint({
      summary: "How much waits for staff, for WeChat and for members, and for how long",
      auth: "staff",
      reply: OpenWithdrawals,
      answer: ({ call, shop }) => call("get_open_withdrawals", { shop }),
    }),
  )
  .get(
    "/staff/adjustments",
    endpoint({
      summary: "Corrections of balances by hand, the newest first",
      auth: "staff",
      query: StaffAdjustmentQuery,
      reply: StaffAdjustmentPage,
      answer: ({ call, shop, query }) => call("staff_list_adjustments", { shop, ...query }),
    }),
  )
  .post(
    "/staff/distributors/:distributor/adjustments",
    endpoint({
      summary: "Add to a balance or take from it; a large sum waits for a second person",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ distributor: Id }),
      json: AdjustBalance,
      reply: StaffAdjustment,
      status: 201,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("adjust_balance", {
          shop,
          distributor_id: params.distributor,
          ...json,
          idempotency_key,
        }),
    }),
  )
  .post(
    "/staff/adjustments/:adjustment/decision",
    endpoint({
      summary: "Confirm a correction that another person asked for, or cancel it",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ adjustment: Id }),
      json: DecideAdjustment,
      reply: StaffAdjustment,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("decide_adjustment", {
          shop,
          adjustment_id: params.adjustment,
          ...json,
          idempotency_key,
        }),
    }),
  )
  .get(
    "/staff/liabilities/trend",
    endpoint({
      summary: "What the shop owed at the end of each of the last 30 days",
      auth: "staff",
      reply: LiabilityTrend,
      answer: ({ call, shop }) => call("get_liability_trend", { shop }),
    }),
  )
  .get(
    "/staff/taxes",
    endpoint({
      summary: "What arrived and was withheld in a year",
      auth: "staff",
      query: TaxQuery,
      reply: TaxYear,
      answer: ({ call, shop, query }) => call("list_taxes", { shop, ...query }),
    }),
  )
  .get(
    "/staff/taxes/export",
    endpoint({
      summary: "What was withheld by person and month, with real names, for the tax office",
      auth: "staff",
      query: TaxExportQuery,
      reply: TaxExport,
      answer: async ({ call, shop, query, services }) =>
        await withRealNames(services.sealer, await call("export_taxes", { shop, ...query })),
    }),
  );
