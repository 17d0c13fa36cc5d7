import { Hono } from "hono";
import { z } from "zod";
import {
  AdjustStock,
  CountReport,
  CountStock,
  StockLine,
  StockMovementPage,
  StockMovementQuery,
  StockPage,
  StockQuery,
} from "@/contracts/staff/stock.ts";
import { Id } from "@/contracts/values.ts";
import { withWords } from "../batch.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const staffStock = new Hono<Env>()
  .get(
    "/staff/stock",
    endpoint({
      summary: "What is in stock, by SKU: all of it, or what runs out",
      auth: "staff",
      query: StockQuery,
      reply: StockPage,
      answer: ({ call, shop, query }) => call("list_stock", { shop, ...query }),
    }),
  )
  .post(
    "/staff/stock/:sku/movements",
    endpoint({
      summary: "More or fewer of a SKU, with the reason",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ sku: Id }),
      json: AdjustStock,
      reply: StockLine,
      status: 201,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("adjust_stock", { shop, sku_id: params.sku, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/stock/counts",
    endpoint({
      summary: "What was counted on the shelf of up to 100 SKUs, each by itself",
      auth: "staff",
      idempotent: true,
      json: CountStock,
      reply: CountReport,
      answer: async ({ call, shop, json, idempotency_key }) =>
        withWords(await call("count_stock", { shop, ...json, idempotency_key })),
    }),
  )
  .get(
    "/staff/stock/:sku/movements",
    endpoint({
      summary: "Why the stock of a SKU changed, the newest first",
      auth: "staff",
      params: z.strictObject({ sku: Id }),
      query: StockMovementQuery,
      reply: StockMovementPage,
      answer: ({ call, shop, params, query }) =>
        call("list_stock_movements", { shop, sku_id: params.sku, ...query }),
    }),
  );
