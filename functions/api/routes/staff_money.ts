import { Hono } from "hono";
import { z } from "zod";
import { BatchReport, ReviewWithdrawals } from "@/contracts/staff/batches.ts";
import {
  SaveCommissionRule,
  SavedCommissionRule,
  StaffCommissionPage,
  StaffCommissionQuery,
} from "@/contracts/staff/commissions.ts";
import { Decide, Review } from "@/contracts/staff/people.ts";
import { StaffWithdrawalPage, StaffWithdrawalQuery } from "@/contracts/staff/withdrawals.ts";
import { Done, Id } from "@/contracts/values.ts";
import { Withdrawal } from "@/contracts/withdrawals.ts";
import { withWords } from "../batch.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const ByCommission = z.strictObject({ commission: Id });

export const staffMoney = new Hono<Env>()
  .get(
    "/staff/withdrawals",
    endpoint({
      summary: "Withdrawals, the newest first or by another sort",
      auth: "staff",
      query: StaffWithdrawalQuery,
      reply: StaffWithdrawalPage,
      answer: ({ call, shop, query }) => call("staff_list_withdrawals", { shop, ...query }),
    }),
  )
  .post(
    "/staff/withdrawals/:withdrawal/review",
    endpoint({
      summary: "Approve or reject a withdrawal",
      auth: "staff",
      sends: true,
      idempotent: true,
      params: z.strictObject({ withdrawal: Id }),
      json: Review,
      reply: Withdrawal,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("review_withdrawal", {
          shop,
          withdrawal_id: params.withdrawal,
          ...json,
          idempotency_key,
        }),
    }),
  )
  .post(
    "/staff/withdrawals/reviews",
    endpoint({
      summary: "Approve or reject up to 100 withdrawals, each by itself",
      auth: "staff",
      sends: true,
      idempotent: true,
      json: ReviewWithdrawals,
      reply: BatchReport,
      answer: async ({ call, shop, json, idempotency_key }) =>
        withWords(await call("review_withdrawals", { shop, ...json, idempotency_key })),
    }),
  )
  .get(
    "/staff/commissions",
    endpoint({
      summary: "Commissions, the newest first",
      auth: "staff",
      query: StaffCommissionQuery,
      reply: StaffCommissionPage,
      answer: ({ call, shop, query }) => call("staff_list_commissions", { shop, ...query }),
    }),
  )
  .post(
    "/staff/commissions/:commission/holds",
    endpoint({
      summary: "Stop a commission from settling until the hold is lifted",
      auth: "staff",
      idempotent: true,
      params: ByCommission,
      json: Decide,
      reply: Done,
      status: 201,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("hold_commission", {
          shop,
          commission_id: params.commission,
          reason: json.reason,
          idempotency_key,
        }),
    }),
  )
  .post(
    "/staff/holds/:hold/release",
    endpoint({
      summary: "Lift a hold; one of an after-sale ends with it alone",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ hold: Id }),
      json: Decide,
      reply: Done,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("release_hold", { shop, hold_id: params.hold, reason: json.reason, idempotency_key }),
    }),
  )
  .post(
    "/staff/commissions/:commission/voiding",
    endpoint({
      summary: "Take a held commission away for good",
      auth: "staff",
      idempotent: true,
      params: ByCommission,
      json: Decide,
      reply: Done,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("void_commission", {
          shop,
          commission_id: params.commission,
          reason: json.reason,
          idempotency_key,
        }),
    }),
  )
  .put(
    "/staff/commission-rule",
    endpoint({
      summary: "Both rates and the cap; orders placed before keep theirs",
      auth: "staff",
      idempotent: true,
      json: SaveCommissionRule,
      reply: SavedCommissionRule,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_commission_rule", { shop, ...json, idempotency_key }),
    }),
  );
