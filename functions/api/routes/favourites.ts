import { Hono } from "hono";
import { z } from "zod";
import { FavouritePage, FootprintPage, Regard } from "@/contracts/favourites.ts";
import { PageQuery } from "@/contracts/paging.ts";
import { Done, Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const OfProduct = z.strictObject({ product: Id });

export const favourites = new Hono<Env>()
  .get(
    "/favourites",
    endpoint({
      summary: "My favourites, the newest first",
      auth: "member",
      query: PageQuery,
      reply: FavouritePage,
      answer: ({ call, query }) => call("list_favourites", { ...query }),
    }),
  )
  .put(
    "/favourites/:product",
    endpoint({
      summary: "A product becomes a favourite of mine",
      auth: "member",
      params: OfProduct,
      reply: Regard,
      answer: ({ call, params }) => call("add_favourite", { ...params }),
    }),
  )
  .delete(
    "/favourites/:product",
    endpoint({
      summary: "A product is no favourite of mine any more",
      auth: "member",
      params: OfProduct,
      reply: Regard,
      answer: ({ call, params }) => call("drop_favourite", { ...params }),
    }),
  )
  .get(
    "/footprints",
    endpoint({
      summary: "What I looked at, each product once a day, the newest first",
      auth: "member",
      query: PageQuery,
      reply: FootprintPage,
      answer: ({ call, query }) => call("list_footprints", { ...query }),
    }),
  )
  .put(
    "/footprints/:product",
    endpoint({
      summary: "I look at a product; answers whether it is a favourite of mine",
      auth: "member",
      params: OfProduct,
      reply: Regard,
      answer: ({ call, params }) => call("see_product", { ...params }),
    }),
  )
  .delete(
    "/footprints",
    endpoint({
      summary: "Forget what I looked at",
      auth: "member",
      reply: Done,
      answer: ({ call }) => call("clear_footprints"),
    }),
  );
