import { Hono } from "hono";
import { z } from "zod";
import { Cart, RemoveCartLines, SetCartLine } from "@/contracts/cart.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const cart = new Hono<Env>()
  .get(
    "/cart",
    endpoint({
      summary: "My cart at today's prices",
      auth: "member",
      reply: Cart,
      answer: ({ call }) => call("get_cart"),
    }),
  )
  .put(
    "/cart/lines/:sku",
    endpoint({
      summary: "How many of a SKU I mean to buy; 0 takes it out",
      auth: "member",
      params: z.strictObject({ sku: Id }),
      json: SetCartLine,
      reply: Cart,
      answer: ({ call, params, json }) => call("set_cart_line", { sku: params.sku, ...json }),
    }),
  )
  .post(
    "/cart/removals",
    endpoint({
      summary: "Take several SKUs out",
      auth: "member",
      json: RemoveCartLines,
      reply: Cart,
      answer: ({ call, json }) => call("remove_cart_lines", { skus: json.skus }),
    }),
  );
