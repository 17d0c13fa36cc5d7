import { Hono } from "hono";
import { z } from "zod";
import {
  ChannelCode,
  ChannelCodeQuery,
  ChannelCodes,
  SavingChannelCode,
  SetChannelCodeStatus,
} from "@/contracts/staff/channel_codes.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const staffChannelCodes = new Hono<Env>()
  .get(
    "/staff/channel-codes",
    endpoint({
      summary: "The shop's own channel codes with what each brought",
      auth: "staff",
      query: ChannelCodeQuery,
      reply: ChannelCodes,
      answer: ({ call, shop, query }) => call("list_channel_codes", { shop, ...query }),
    }),
  )
  .put(
    "/staff/channel-codes",
    endpoint({
      summary: "Make a channel code, or change one",
      auth: "staff",
      idempotent: true,
      json: SavingChannelCode,
      reply: ChannelCode,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_channel_code", { shop, ...json, idempotency_key }),
    }),
  )
  .put(
    "/staff/channel-codes/:code/status",
    endpoint({
      summary: "Stop a channel code, or take it up again",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ code: Id }),
      json: SetChannelCodeStatus,
      reply: ChannelCode,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("set_channel_code_status", { shop, code_id: params.code, ...json, idempotency_key }),
    }),
  );
