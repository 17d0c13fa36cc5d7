import { Hono } from "hono";
import { z } from "zod";
import {
  OrderCategories,
  SaveCategoryRequest,
  SavedCategory,
  StaffCategories,
} from "@/contracts/staff/categories.ts";
import { Decide } from "@/contracts/staff/people.ts";
import { Done, Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const staffCategories = new Hono<Env>()
  .get(
    "/staff/categories",
    endpoint({
      summary: "Every category, the hidden ones too",
      auth: "staff",
      reply: StaffCategories,
      answer: ({ call, shop }) => call("staff_list_categories", { shop }),
    }),
  )
  .put(
    "/staff/categories",
    endpoint({
      summary: "A category, new or changed",
      auth: "staff",
      idempotent: true,
      json: SaveCategoryRequest,
      reply: SavedCategory,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_category", { shop, ...json, idempotency_key }),
    }),
  )
  .put(
    "/staff/categories/order",
    endpoint({
      summary: "The order of all categories of one parent, or of the first level",
      auth: "staff",
      idempotent: true,
      json: OrderCategories,
      reply: Done,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("order_categories", { shop, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/categories/:category/deletion",
    endpoint({
      summary: "Take an empty category away",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ category: Id }),
      json: Decide,
      reply: Done,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("delete_category", { shop, category_id: params.category, ...json, idempotency_key }),
    }),
  );
