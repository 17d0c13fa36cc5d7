import { z } from "zod";
import { Video } from "../catalog.ts";
import { DistributorStatus } from "../distributors.ts";
import { material_most, MaterialQuery } from "../materials.ts";
import { Fen } from "../money.ts";
import { pageOf, sortedPageOf } from "../paging.ts";
import { At, Id, PictureUrl, Reason, Version } from "../values.ts";

/** A draft was never seen by a distributor, or is to be seen by none for now; off was taken back. */
export const ShownState = z.enum(["draft", "on", "off"]);
export type ShownState = z.infer<typeof ShownState>;

/** A material whole, with id on top of the version that was read. `tell_again`: new to everybody once more. */
export const SaveMaterial = z.strictObject({
  id: Id.optional(),
  version: Version.optional(),
  title: z.string().trim().min(1).max(material_most.title),
  text: z.string().trim().max(material_most.text),
  pictures: z.array(PictureUrl).max(material_most.pictures),
  video: Video.nullable(),
  product_id: Id.nullable(),
  campaign: z.string().trim().max(material_most.campaign).nullable(),
  status: ShownState,
  shown_from: At.nullable(),
  shown_until: At.nullable(),
  tell_again: z.boolean().default(false),
});
export type SaveMaterial = z.infer<typeof SaveMaterial>;

export const SaveMaterialRequest = z.strictObject({ material: SaveMaterial, reason: Reason });
export type SaveMaterialRequest = z.infer<typeof SaveMaterialRequest>;

const Count = z.int().nonnegative();

/** How often it was copied, saved, sent, and what the shares made with it brought, as SQL's private.use_figures counts. */
export const MaterialFigures = z.object({
  copied: Count,
  saved: Count,
  shared: Count,
  clicks: Count,
  buyers: Count,
  orders: Count,
  paid_fen: Fen,
});
export type MaterialFigures = z.infer<typeof MaterialFigures>;

/** save_material(shop, material, reason): a material with its figures. `is_shown`: distributors see it now. */
export const StaffMaterial = z.object({
  ...SaveMaterial.omit({ tell_again: true }).shape,
  id: Id,
  version: Version,
  edition: Count,
  out_at: At.nullable(),
  is_shown: z.boolean(),
  product: z.object({
    id: Id,
    title: z.string(),
    image_url: z.string().nullable(),
    on_sale: z.boolean(),
  }).nullable(),
  updated_at: At,
  by: z.string().nullable(),
  figures: MaterialFigures,
});
export type StaffMaterial = z.infer<typeof StaffMaterial>;

export const StaffMaterialQuery = z.strictObject({
  ...MaterialQuery.shape,
  status: ShownState.optional(),
});
export type StaffMaterialQuery = z.infer<typeof StaffMaterialQuery>;

/** staff_list_materials(shop, status, product, campaign, query, after, page_size) */
export const StaffMaterialPage = z.object({
  ...sortedPageOf(StaffMaterial).shape,
  campaigns: z.array(z.string()).optional(),
});
export type StaffMaterialPage = z.infer<typeof StaffMaterialPage>;

/** `details` of MATERIAL_CHANGED: how it stands now. */
export const MaterialChanged = z.object({ material: StaffMaterial });
export type MaterialChanged = z.infer<typeof MaterialChanged>;

/** move_material, move_article: past the neighbour, or in front of all. */
export const MoveShown = z.strictObject({ move: z.enum(["first", "up", "down"]), reason: Reason });
export type MoveShown = z.infer<typeof MoveShown>;

/** What one distributor did with a material, and what it brought. */
export const DistributorFigures = z.object({
  ...MaterialFigures.shape,
  distributor_id: Id,
  code: z.string(),
  label: z.string(),
  status: DistributorStatus,
});
export type DistributorFigures = z.infer<typeof DistributorFigures>;

/** get_material_figures(shop, material_id, after, page_size): those who made a share with it, and all of them. */
export const MaterialFiguresPage = z.object({
  ...pageOf(DistributorFigures).shape,
  total: MaterialFigures,
});
export type MaterialFiguresPage = z.infer<typeof MaterialFiguresPage>;
