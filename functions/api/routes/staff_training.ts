import { Hono } from "hono";
import { z } from "zod";
import { MoveShown } from "@/contracts/staff/materials.ts";
import {
  SaveArticleRequest,
  StaffArticleDetail,
  StaffArticlePage,
  StaffArticleQuery,
} from "@/contracts/staff/training.ts";
import { Done, Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const ById = z.strictObject({ article: Id });

export const staffTraining = new Hono<Env>()
  .get(
    "/staff/articles",
    endpoint({
      summary: "Training articles in their order, with how many have read them",
      auth: "staff",
      query: StaffArticleQuery,
      reply: StaffArticlePage,
      answer: ({ call, shop, query }) => call("staff_list_articles", { shop, ...query }),
    }),
  )
  .get(
    "/staff/articles/:article",
    endpoint({
      summary: "A training article whole",
      auth: "staff",
      params: ById,
      reply: StaffArticleDetail,
      answer: ({ call, shop, params }) =>
        call("staff_get_article", { shop, article_id: params.article }),
    }),
  )
  .put(
    "/staff/articles",
    endpoint({
      summary: "A training article, new or on top of the version that was read",
      auth: "staff",
      idempotent: true,
      json: SaveArticleRequest,
      reply: StaffArticleDetail,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_article", { shop, ...json, idempotency_key }),
    }),
  )
  .put(
    "/staff/articles/:article/place",
    endpoint({
      summary: "Move an article past its neighbour or in front of all",
      auth: "staff",
      idempotent: true,
      params: ById,
      json: MoveShown,
      reply: Done,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("move_article", { shop, article_id: params.article, ...json, idempotency_key }),
    }),
  );
