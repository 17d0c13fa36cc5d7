import { Hono } from "hono";
import { z } from "zod";
import {
  Article,
  ArticleDetail,
  ArticlePage,
  ArticleQuery,
  ReadArticle,
} from "@/contracts/training.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const ById = z.strictObject({ article: Id });

export const training = new Hono<Env>()
  .get(
    "/distributor/articles",
    endpoint({
      summary: "The training articles with my read marks",
      auth: "member",
      query: ArticleQuery,
      reply: ArticlePage,
      answer: ({ call, query }) => call("list_articles", { ...query }),
    }),
  )
  .get(
    "/distributor/articles/:article",
    endpoint({
      summary: "A training article whole",
      auth: "member",
      params: ById,
      reply: ArticleDetail,
      answer: ({ call, params }) => call("get_article", { article_id: params.article }),
    }),
  )
  .put(
    "/distributor/articles/:article/reading",
    endpoint({
      summary: "I have read this edition of an article",
      auth: "member",
      params: ById,
      json: ReadArticle,
      reply: Article,
      answer: ({ call, params, json }) =>
        call("read_article", { article_id: params.article, ...json }),
    }),
  );
