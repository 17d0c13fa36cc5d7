import { Hono } from "hono";
import { z } from "zod";
import {
  MaterialPage,
  MaterialQuery,
  MaterialShare,
  News,
  SeeMaterials,
  ShareMaterial,
  UsedMaterial,
  UseMaterial,
} from "@/contracts/materials.ts";
import { Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { withShortLink } from "../share_link.ts";

const ById = z.strictObject({ material: Id });

export const materials = new Hono<Env>()
  .get(
    "/distributor/materials",
    endpoint({
      summary: "Texts, pictures and videos to hand on, perhaps of a product or a campaign",
      auth: "member",
      query: MaterialQuery,
      reply: MaterialPage,
      answer: ({ call, query }) => call("list_materials", { ...query }),
    }),
  )
  .post(
    "/distributor/materials/sights",
    endpoint({
      summary: "These materials stood on my screen: they are not new any more",
      auth: "member",
      json: SeeMaterials,
      reply: News,
      answer: ({ call, json }) => call("see_materials", { ...json }),
    }),
  )
  .post(
    "/distributor/materials/:material/share",
    endpoint({
      summary: "My own token to hand a material on with, in words with a short link of WeChat's",
      auth: "member",
      limited: "everyone",
      params: ById,
      json: ShareMaterial,
      reply: MaterialShare,
      status: 201,
      answer: async ({ call, params, json, ...calling }) => {
        const share = await call("share_material", { material_id: params.material, ...json });
        return await withShortLink(calling, MaterialShare.parse(JSON.parse(share)));
      },
    }),
  )
  .post(
    "/distributor/materials/:material/uses",
    endpoint({
      summary: "I copied, saved or sent a material: counted once under a key",
      auth: "member",
      idempotent: true,
      limited: "everyone",
      params: ById,
      json: UseMaterial,
      reply: UsedMaterial,
      status: 201,
      answer: ({ call, params, json, idempotency_key }) =>
        call("use_material", { material_id: params.material, ...json, idempotency_key }),
    }),
  )
  .get(
    "/distributor/news",
    endpoint({
      summary: "How many materials are new to me, how many articles unread",
      auth: "member",
      reply: News,
      answer: ({ call }) => call("get_news"),
    }),
  );
