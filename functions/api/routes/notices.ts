import { Hono } from "hono";
import { NoticePage, ReadNotices, UnreadNotices } from "@/contracts/notices.ts";
import { PageQuery } from "@/contracts/paging.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const notices = new Hono<Env>()
  .get(
    "/notices",
    endpoint({
      summary: "What the shop told me, the newest first",
      auth: "member",
      query: PageQuery,
      reply: NoticePage,
      answer: ({ call, query }) => call("list_notices", { ...query }),
    }),
  )
  .get(
    "/notices/unread",
    endpoint({
      summary: "How much of it I have not read",
      auth: "member",
      reply: UnreadNotices,
      answer: ({ call }) => call("count_notices"),
    }),
  )
  .put(
    "/notices/reading",
    endpoint({
      summary: "I have seen them up to this one",
      auth: "member",
      json: ReadNotices,
      reply: UnreadNotices,
      answer: ({ call, json }) => call("read_notices", { ...json }),
    }),
  );
