import { Hono } from "hono";
import { z } from "zod";
import { AfterSale, RequestAfterSale, SendReturn } from "@/contracts/after_sales.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const ByAfterSale = z.strictObject({ after_sale: Id });

export const afterSales = new Hono<Env>()
  .post(
    "/after-sales",
    endpoint({
      summary: "Ask for money back: the whole order, lines, or some of a line",
      auth: "member",
      idempotent: true,
      json: RequestAfterSale,
      reply: AfterSale,
      status: 201,
      answer: ({ call, json, idempotency_key }) =>
        call("request_after_sale", {
          idempotency_key,
          order_id: json.order_id,
          kind: json.kind,
          lines: json.lines ?? null,
          reason: json.reason,
        }),
    }),
  )
  .post(
    "/after-sales/:after_sale/return",
    endpoint({
      summary: "The goods of a return are on their way back",
      auth: "member",
      idempotent: true,
      params: ByAfterSale,
      json: SendReturn,
      reply: AfterSale,
      answer: ({ call, params, json, idempotency_key }) =>
        call("send_return", { after_sale_id: params.after_sale, ...json, idempotency_key }),
    }),
  )
  .post(
    "/after-sales/:after_sale/cancellation",
    endpoint({
      summary: "Take my request back",
      auth: "member",
      params: ByAfterSale,
      reply: AfterSale,
      answer: ({ call, params }) => call("cancel_after_sale", { after_sale_id: params.after_sale }),
    }),
  );
