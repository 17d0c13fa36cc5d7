import { Hono } from "hono";
import { z } from "zod";
import { PageQuery } from "@/contracts/paging.ts";
import {
  MaterialFiguresPage,
  MoveShown,
  SaveMaterialRequest,
  StaffMaterial,
  StaffMaterialPage,
  StaffMaterialQuery,
} from "@/contracts/staff/materials.ts";
import { Done, Id } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

const ById = z.strictObject({ material: Id });

export const staffMaterials = new Hono<Env>()
  .get(
    "/staff/materials",
    endpoint({
      summary: "Materials for distributors in their order, with what they brought",
      auth: "staff",
      query: StaffMaterialQuery,
      reply: StaffMaterialPage,
      answer: ({ call, shop, query }) => call("staff_list_materials", { shop, ...query }),
    }),
  )
  .put(
    "/staff/materials",
    endpoint({
      summary: "A material, new or on top of the version that was read",
      auth: "staff",
      idempotent: true,
      json: SaveMaterialRequest,
      reply: StaffMaterial,
      answer: ({ call, shop, json, idempotency_key }) =>
        call("save_material", { shop, ...json, idempotency_key }),
    }),
  )
  .put(
    "/staff/materials/:material/place",
    endpoint({
      summary: "Move a material past its neighbour or in front of all",
      auth: "staff",
      idempotent: true,
      params: ById,
      json: MoveShown,
      reply: Done,
      answer: ({ call, shop, params, json, idempotency_key }) =>
        call("move_material", { shop, material_id: params.material, ...json, idempotency_key }),
    }),
  )
  .get(
    "/staff/materials/:material/figures",
    endpoint({
      summary: "What a material brought, by distributor",
      auth: "staff",
      params: ById,
      query: PageQuery,
      reply: MaterialFiguresPage,
      answer: ({ call, shop, params, query }) =>
        call("get_material_figures", { shop, material_id: params.material, ...query }),
    }),
  );
