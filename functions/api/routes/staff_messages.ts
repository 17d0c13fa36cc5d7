import { Hono } from "hono";
import { z } from "zod";
import { MessageKind } from "@/contracts/messages.ts";
import {
  MessageSetting,
  MessageSettings,
  SaveMessageTemplate,
  TryMessage,
} from "@/contracts/staff/messages.ts";
import { Done } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const ByKind = z.strictObject({ kind: MessageKind });

export const staffMessages = new Hono<Env>()
  .get(
    "/staff/messages",
    endpoint({
      summary: "By which templates the shop tells its members what, and how that fared",
      auth: "staff",
      reply: MessageSettings,
      answer: ({ call, shop }) => call("list_message_settings", { shop }),
    }),
  )
  .put(
    "/staff/messages/:kind",
    endpoint({
      summary: "The template of a kind of message, and whether it is sent",
      auth: "staff",
      idempotent: true,
      params: ByKind,
      json: SaveMessageTemplate,
      reply: MessageSetting,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("save_message_template", { shop, ...params, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/messages/:kind/tries",
    endpoint({
      summary: "Send a member who agreed a message with made-up contents",
      auth: "staff",
      sends: true,
      idempotent: true,
      params: ByKind,
      json: TryMessage,
      reply: Done,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("try_message", { shop, ...params, ...json, idempotency_key }),
    }),
  );
