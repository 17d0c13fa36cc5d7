import { Hono } from "hono";
import { z } from "zod";
import {
  FreightTemplate,
  FreightTemplates,
  SaveFreightTemplateRequest,
} from "@/contracts/staff/freight.ts";
import { Decide } from "@/contracts/staff/people.ts";
import { Done, Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const staffFreight = new Hono<Env>()
  .get(
    "/staff/freight-templates",
    endpoint({
      summary: "The freight templates of the shop with their rates",
      auth: "staff",
      reply: FreightTemplates,
      answer: ({ call, shop }) => call("list_freight_templates", { shop }),
    }),
  )
  .put(
    "/staff/freight-templates",
    endpoint({
      summary: "A freight template, new or on top of the version that was read",
      auth: "staff",
      idempotent: true,
      json: SaveFreightTemplateRequest,
      reply: FreightTemplate,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_freight_template", { shop, ...json, idempotency_key }),
    }),
  )
  .post(
    "/staff/freight-templates/:template/deletion",
    endpoint({
      summary: "Take a freight template away that nothing points to",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ template: Id }),
      json: Decide,
      reply: Done,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("delete_freight_template", {
          shop,
          template_id: params.template,
          ...json,
          idempotency_key,
        }),
    }),
  );
