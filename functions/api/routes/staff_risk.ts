import { Hono } from "hono";
import { z } from "zod";
import {
  DecideRiskCase,
  RiskCase,
  RiskCasePage,
  RiskCaseQuery,
  RiskCaseWhole,
} from "@/contracts/staff/risk.ts";
import {
  BeginRiskPreview,
  RiskPreview,
  RiskRules,
  SaveRiskRule,
  SaveRiskScore,
  TrustDistributor,
  TrustedDistributors,
} from "@/contracts/staff/risk_rules.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const rule = z.strictObject({ rule: z.string().regex(/^[a-z_]{2,40}$/) });

export const staffRisk = new Hono<Env>()
  .get(
    "/staff/risk-cases",
    endpoint({
      summary: "The cases of the risk centre, the newest first",
      auth: "staff",
      query: RiskCaseQuery,
      reply: RiskCasePage,
      answer: ({ call, shop, query: { status = null, ...page } }) =>
        call("list_risk_cases", { shop, status, ...page }),
    }),
  )
  .get(
    "/staff/risk-cases/:case",
    endpoint({
      summary: "A case with its evidence, people, orders and withdrawals",
      auth: "staff",
      params: z.strictObject({ case: Id }),
      reply: RiskCaseWhole,
      answer: ({ call, shop, params }) => call("get_risk_case", { shop, case_id: params.case }),
    }),
  )
  .post(
    "/staff/risk-cases/:case/decision",
    endpoint({
      summary: "Release what a case holds, void it, or suspend or expel the distributor",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ case: Id }),
      json: DecideRiskCase,
      reply: RiskCase,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("decide_risk_case", { shop, case_id: params.case, ...json, idempotency_key }),
    }),
  )
  .get(
    "/staff/risk-rules",
    endpoint({
      summary: "The rules of the risk centre with switch, weight, thresholds and figures",
      auth: "staff",
      reply: RiskRules,
      answer: ({ call, shop }) => call("list_risk_rules", { shop }),
    }),
  )
  .put(
    "/staff/risk-rules/:rule",
    endpoint({
      summary: "A rule of the risk centre as the shop wants it",
      auth: "staff",
      idempotent: true,
      params: rule,
      json: SaveRiskRule,
      reply: RiskRules,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("save_risk_rule", { shop, ...params, ...json, idempotency_key }),
    }),
  )
  .put(
    "/staff/risk-rules",
    endpoint({
      summary: "From which score on a case holds",
      auth: "staff",
      idempotent: true,
      json: SaveRiskScore,
      reply: RiskRules,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_risk_score", { shop, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/risk-rules/:rule/previews",
    endpoint({
      summary: "Begin a replay of a rule over the last 90 days",
      auth: "staff",
      params: rule,
      json: BeginRiskPreview,
      reply: RiskPreview,
      answer: ({ call, shop, params, json }) =>
        call("preview_risk_rule", { shop, ...params, ...json }),
    }),
  )
  .post(
    "/staff/risk-previews/:preview/continuation",
    endpoint({
      summary: "Replay the next part of a preview",
      auth: "staff",
      params: z.strictObject({ preview: Id }),
      reply: RiskPreview,
      answer: ({ call, shop, params }) =>
        call("continue_risk_preview", { shop, preview_id: params.preview }),
    }),
  )
  .get(
    "/staff/trusted-distributors",
    endpoint({
      summary: "Distributors whom rules pass by until a day",
      auth: "staff",
      reply: TrustedDistributors,
      answer: ({ call, shop }) => call("list_trusted_distributors", { shop }),
    }),
  )
  .put(
    "/staff/trusted-distributors/:distributor",
    endpoint({
      summary: "Let rules pass a distributor by until a day, or no more",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ distributor: Id }),
      json: TrustDistributor,
      reply: TrustedDistributors,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("trust_distributor", {
          shop,
          distributor_id: params.distributor,
          ...json,
          idempotency_key,
        }),
    }),
  );
