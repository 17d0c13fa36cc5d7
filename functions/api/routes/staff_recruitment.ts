import { Hono } from "hono";
import { z } from "zod";
import { Questions } from "@/contracts/recruitment.ts";
import { BatchReport, ReviewApplications } from "@/contracts/staff/batches.ts";
import {
  ApplicationDetail,
  ApplicationPage,
  ApplicationQuery,
  EntryRules,
  SaveEntryRulesRequest,
  SaveQuestions,
} from "@/contracts/staff/recruitment.ts";
import { Id } from "@/contracts/values.ts";
import { withAnswers } from "../answers.ts";
import { withWords } from "../batch.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const staffRecruitment = new Hono<Env>()
  .get(
    "/staff/applications",
    endpoint({
      summary: "Applications of a state, those that wait the longest first",
      auth: "staff",
      query: ApplicationQuery,
      reply: ApplicationPage,
      answer: ({ call, shop, query }) => call("list_applications", { shop, ...query }),
    }),
  )
  .post(
    "/staff/applications/reviews",
    endpoint({
      summary: "Approve or reject up to 100 applications, each by itself",
      auth: "staff",
      idempotent: true,
      json: ReviewApplications,
      reply: BatchReport,
      answer: async ({ call, shop, json, idempotency_key }) =>
        withWords(await call("review_applications", { shop, ...json, idempotency_key })),
    }),
  )
  .get(
    "/staff/applications/:distributor",
    endpoint({
      summary: "One application with its answers and the consents to the terms",
      auth: "staff",
      params: z.strictObject({ distributor: Id }),
      reply: ApplicationDetail,
      answer: async ({ call, shop, params, services }) =>
        withAnswers(
          services.sealer,
          await call("get_application", { shop, distributor_id: params.distributor }),
        ),
    }),
  )
  .get(
    "/staff/questions",
    endpoint({
      summary: "What the shop asks applicants",
      auth: "staff",
      reply: Questions,
      answer: ({ call, shop }) => call("get_questions", { shop }),
    }),
  )
  .put(
    "/staff/questions",
    endpoint({
      summary: "Ask applicants something else from now on, on top of the version that was read",
      auth: "staff",
      idempotent: true,
      json: SaveQuestions,
      reply: Questions,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_questions", { shop, ...json, idempotency_key }),
    }),
  )
  .get(
    "/staff/entry-rules",
    endpoint({
      summary: "Who may apply: by invitation, purchase or spend",
      auth: "staff",
      reply: EntryRules,
      answer: ({ call, shop }) => call("get_entry_rules", { shop }),
    }),
  )
  .put(
    "/staff/entry-rules",
    endpoint({
      summary: "Change who may apply; asking for a purchase needs the legal warning ticked",
      auth: "staff",
      idempotent: true,
      json: SaveEntryRulesRequest,
      reply: EntryRules,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_entry_rules", { shop, ...json, idempotency_key }),
    }),
  );
