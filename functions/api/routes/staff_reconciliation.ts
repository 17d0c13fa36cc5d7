import { Hono } from "hono";
import { z } from "zod";
import {
  BillDayPage,
  BillDayQuery,
  BillDifference,
  BillDifferenceExportQuery,
  BillDifferencePage,
  BillDifferenceQuery,
  DecideDifference,
  FetchBillsAgain,
} from "@/contracts/staff/reconciliation.ts";
import { Done, Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const staffReconciliation = new Hono<Env>()
  .get(
    "/staff/reconciliation/days",
    endpoint({
      summary: "The days of a month with what comparing WeChat's bills gave",
      auth: "staff",
      query: BillDayQuery,
      reply: BillDayPage,
      answer: ({ call, shop, query }) => call("list_bill_days", { shop, ...query }),
    }),
  )
  .get(
    "/staff/reconciliation/differences",
    endpoint({
      summary: "Differences between WeChat's bills and the books, the newest first",
      auth: "staff",
      query: BillDifferenceQuery,
      reply: BillDifferencePage,
      answer: ({ call, shop, query }) => call("list_bill_differences", { shop, ...query }),
    }),
  )
  .get(
    "/staff/reconciliation/differences/export",
    endpoint({
      summary: "The same rows for a file; each page is written down",
      auth: "staff",
      query: BillDifferenceExportQuery,
      reply: BillDifferencePage,
      answer: ({ call, shop, query }) => call("export_bill_differences", { shop, ...query }),
    }),
  )
  .post(
    "/staff/reconciliation/differences/:difference/decision",
    endpoint({
      summary: "Resolve or dismiss a difference, or open it again",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ difference: Id }),
      json: DecideDifference,
      reply: BillDifference,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("decide_difference", {
          shop,
          difference_id: params.difference,
          ...json,
          idempotency_key,
        }),
    }),
  )
  .post(
    "/staff/reconciliation/fetches",
    endpoint({
      summary: "Ask WeChat for the bills of a day once more",
      auth: "staff",
      idempotent: true,
      json: FetchBillsAgain,
      reply: Done,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("fetch_bills_again", { shop, ...json, idempotency_key }),
    }),
  );
