import { Hono } from "hono";
import { z } from "zod";
import { ShopAbout } from "@/contracts/about.ts";
import { Categories, Product, ProductPage, ProductQuery, Shop } from "@/contracts/catalog.ts";
import { ShownPage } from "@/contracts/pages.ts";
import { Id } from "@/contracts/values.ts";
import type { CataloguePage } from "../catalogue_memory.ts";
import type { Env } from "../context.ts";
import { type Call, endpoint } from "../endpoint.ts";

/** Answers a page from the catalogue's memory and notes which one: its address is known from then on. */
function keptPage<P, Q, J>({ c, services }: Call<P, Q, J>, page: CataloguePage) {
  c.env.page = page;
  return services.catalogue.read(page);
}

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
    "/about",
    endpoint({
      summary: "What the shop says of itself, its licences and its service",
      auth: "anyone",
      cache_seconds: 30,
      reply: ShopAbout,
      answer: ({ call, shop }) => call("get_about", { shop }),
    }),
  )
  .get(
    "/home",
    endpoint({
      summary: "The shop and its home page, block by block",
      auth: "anyone",
      cache_seconds: 30,
      reply: ShownPage,
      answer: (call) => keptPage(call, { shop: call.shop, page: "home" }),
    }),
  )
  .get(
    "/recruit-page",
    endpoint({
      summary: "What stands above the application to promote; no blocks where the shop has none",
      auth: "anyone",
      cache_seconds: 30,
      reply: ShownPage,
      answer: (call) => keptPage(call, { shop: call.shop, page: "recruit" }),
    }),
  )
  .get(
    "/pages/:topic",
    endpoint({
      summary: "A topic page, block by block",
      auth: "anyone",
      cache_seconds: 30,
      params: z.strictObject({ topic: Id }),
      reply: ShownPage,
      answer: (call) => {
        const { shop, params: { topic } } = call;
        return keptPage(call, { shop, page: "topic", topic });
      },
    }),
  )
  .get(
    "/categories",
    endpoint({
      summary: "All categories",
      auth: "anyone",
      cache_seconds: 60,
      reply: Categories,
      answer: (call) => keptPage(call, { shop: call.shop, page: "categories" }),
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
      answer: (call) => keptPage(call, { shop: call.shop, page: "products", ...call.query }),
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
      answer: (call) => {
        const { shop, params: { product } } = call;
        return keptPage(call, { shop, page: "product", product });
      },
    }),
  );
