import { Hono } from "hono";
import { z } from "zod";
import { Categories, Home, Product, ProductPage, ProductQuery, Shop } from "@/contracts/catalog.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const catalog = new Hono<Env>()
  .get(
    "/shop",
    endpoint({
      summary: "Who the shop is and how it looks",
      auth: "anyone",
      cache_seconds: 30,
      reply: Shop,
      answer: ({ call, shop }) => call("get_shop", { shop }),
    }),
  )
  .get(
    "/home",
    endpoint({
      summary: "The shop, its categories and what it recommends",
      auth: "anyone",
      cache_seconds: 30,
      reply: Home,
      answer: ({ services, shop }) => services.catalogue.read({ shop, page: "home" }),
    }),
  )
  .get(
    "/categories",
    endpoint({
      summary: "All categories",
      auth: "anyone",
      cache_seconds: 60,
      reply: Categories,
      answer: ({ services, shop }) => services.catalogue.read({ shop, page: "categories" }),
    }),
  )
  .get(
    "/products",
    endpoint({
      summary: "Products by category or words, in the order asked for",
      auth: "anyone",
      cache_seconds: 15,
      query: ProductQuery,
      reply: ProductPage,
      answer: ({ services, shop, query }) =>
        services.catalogue.read({ shop, page: "products", ...query }),
    }),
  )
  .get(
    "/products/:product",
    endpoint({
      summary: "One product with its specs and SKUs",
      auth: "anyone",
      cache_seconds: 15,
      params: z.strictObject({ product: Id }),
      reply: Product,
      answer: ({ services, shop, params }) =>
        services.catalogue.read({ shop, page: "product", product: params.product }),
    }),
  );
