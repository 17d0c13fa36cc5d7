import { Hono } from "hono";
import { z } from "zod";
import { SaveText, ShopText, TextKind, TextVersion, TextVersions } from "@/contracts/texts.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

/** What a shop says in its own words. */
export const texts = new Hono<Env>()
  .get(
    "/texts/:kind",
    endpoint({
      summary: "A text of the shop as it is shown now",
      auth: "anyone",
      params: z.strictObject({ kind: TextKind }),
      reply: ShopText,
      answer: ({ call, shop, params }) => call("get_text", { shop, ...params }),
    }),
  )
  .get(
    "/texts/:kind/:version",
    endpoint({
      summary: "A version of it, as somebody agreed to it",
      auth: "anyone",
      params: z.strictObject({ kind: TextKind, version: TextVersion }),
      reply: ShopText,
      answer: ({ call, shop, params }) => call("get_text", { shop, ...params }),
    }),
  )
  .get(
    "/staff/texts",
    endpoint({
      summary: "Every version of the shop's texts",
      auth: "staff",
      reply: TextVersions,
      answer: ({ call, shop }) => call("list_texts", { shop }),
    }),
  )
  .put(
    "/staff/texts/:kind",
    endpoint({
      summary: "A text from now on, as another version",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ kind: TextKind }),
      json: SaveText,
      reply: ShopText,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("save_text", { shop, ...params, ...json, idempotency_key }),
    }),
  );
