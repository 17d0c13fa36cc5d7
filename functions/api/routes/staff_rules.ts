import { Hono } from "hono";
import { z } from "zod";
import { RuleGoods, RuleGoodsQuery } from "@/contracts/staff/rule_goods.ts";
import { BeginRulePreview, RulePreview } from "@/contracts/staff/rule_preview.ts";
import {
  DiscardRuleDraft,
  PublishRuleDraft,
  RuleDraft,
  RuleSet,
  RuleSetPage,
  RuleSetQuery,
  RuleSets,
  SaveRuleDraft,
} from "@/contracts/staff/rules.ts";
import { Done, Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const preview = z.strictObject({ preview: Id });

export const staffRules = new Hono<Env>()
  .get(
    "/staff/rule-sets",
    endpoint({
      summary: "The commission rules in force, planned, and drafted",
      auth: "staff",
      reply: RuleSets,
      answer: ({ call, shop }) => call("get_rule_sets", { shop }),
    }),
  )
  .get(
    "/staff/rule-sets/history",
    endpoint({
      summary: "Every version of the commission rules, the newest first",
      auth: "staff",
      query: RuleSetQuery,
      reply: RuleSetPage,
      answer: ({ call, shop, query }) => call("list_rule_sets", { shop, ...query }),
    }),
  )
  .get(
    "/staff/rule-sets/:rule_set",
    endpoint({
      summary: "One version of the commission rules",
      auth: "staff",
      params: z.strictObject({ rule_set: Id }),
      reply: RuleSet,
      answer: ({ call, shop, params }) =>
        call("get_rule_set", { shop, rule_set_id: params.rule_set }),
    }),
  )
  .get(
    "/staff/rule-goods",
    endpoint({
      summary: "The places for commission rules, with their cheapest and dearest goods",
      auth: "staff",
      query: RuleGoodsQuery,
      reply: RuleGoods,
      answer: ({ call, shop, query }) =>
        call("list_rule_goods", {
          shop,
          rule_set_id: query.rule_set ?? null,
          product_id: query.product ?? null,
        }),
    }),
  )
  .put(
    "/staff/rule-sets/draft",
    endpoint({
      summary: "The draft of the commission rules, on top of the revision that was read",
      auth: "staff",
      idempotent: true,
      json: SaveRuleDraft,
      reply: RuleDraft,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_rule_draft", { shop, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/rule-sets/draft/discard",
    endpoint({
      summary: "Give the draft of the commission rules up",
      auth: "staff",
      idempotent: true,
      json: DiscardRuleDraft,
      reply: Done,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("discard_rule_draft", { shop, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/rule-sets/draft/publication",
    endpoint({
      summary: "Put the draft of the commission rules in force, now or from a moment on",
      auth: "staff",
      idempotent: true,
      json: PublishRuleDraft,
      reply: RuleSet,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("publish_rule_draft", { shop, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/rule-sets/draft/previews",
    endpoint({
      summary: "Begin a replay of the draft over the paid orders of the last days",
      auth: "staff",
      json: BeginRulePreview,
      reply: RulePreview,
      answer: ({ call, shop, json }) => call("preview_rule_draft", { shop, ...json }),
    }),
  )
  .post(
    "/staff/rule-previews/:preview/continuation",
    endpoint({
      summary: "The next part of a replay",
      auth: "staff",
      params: preview,
      reply: RulePreview,
      answer: ({ call, shop, params }) =>
        call("continue_rule_preview", { shop, preview_id: params.preview }),
    }),
  )
  .get(
    "/staff/rule-previews/:preview",
    endpoint({
      summary: "What a replay has found so far",
      auth: "staff",
      params: preview,
      reply: RulePreview,
      answer: ({ call, shop, params }) =>
        call("get_rule_preview", { shop, preview_id: params.preview }),
    }),
  );
