import { Hono } from "hono";
import { MessageOffers, RecordMessageAnswers } from "@/contracts/messages.ts";
import { Done } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const messages = new Hono<Env>()
  .get(
    "/messages",
    endpoint({
      summary: "What the shop tells by subscribe messages, when to ask, and what I agreed to",
      auth: "member",
      reply: MessageOffers,
      answer: ({ call }) => call("get_message_offers"),
    }),
  )
  .post(
    "/messages/answers",
    endpoint({
      summary: "What I answered when WeChat asked",
      auth: "member",
      idempotent: true,
      json: RecordMessageAnswers,
      reply: Done,
      answer: ({ call, json, idempotency_key }) =>
        call("record_message_answers", { ...json, idempotency_key }),
    }),
  );
