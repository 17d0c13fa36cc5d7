import { Hono } from "hono";
import { HotWords, Search, Suggestions } from "@/contracts/search.ts";
import { Done } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const search = new Hono<Env>()
  .get(
    "/search/words",
    endpoint({
      summary: "What to look for: what the shop has set, else what many members look for",
      auth: "anyone",
      cache_seconds: 60,
      reply: HotWords,
      answer: ({ services, shop }) => services.hotWordsOf(shop),
    }),
  )
  .put(
    "/search/words",
    endpoint({
      summary: "What I looked for: others are offered it when several members do",
      auth: "member",
      json: Search,
      reply: Done,
      answer: ({ call, json }) => call("note_search", { ...json }),
    }),
  )
  .get(
    "/search/suggestions",
    endpoint({
      summary: "Words and products that may be meant by what is being typed",
      auth: "anyone",
      cache_seconds: 15,
      query: Search,
      reply: Suggestions,
      answer: ({ call, shop, query }) => call("suggest_searches", { shop, ...query }),
    }),
  );
