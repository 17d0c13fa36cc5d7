import { z } from "zod";
import { ProductCard, Video } from "./catalog.ts";
import { PageQuery, sortedPageOf } from "./paging.ts";
import { Share } from "./shares.ts";
import { At, Id } from "./values.ts";

/** How much a material holds at most, as referral.materials says it. */
export const material_most = { title: 40, text: 500, pictures: 9, campaign: 40 };

/** What a distributor did with a material: copied its words, saved its pictures or video, sent its card. */
export const MaterialUse = z.enum(["copied", "saved", "shared"]);
export type MaterialUse = z.infer<typeof MaterialUse>;

/** Words with pictures or a video to hand on. `used`: how often this distributor did. */
export const Material = z.object({
  id: Id,
  title: z.string(),
  text: z.string(),
  pictures: z.array(z.string()),
  video: Video.nullable(),
  campaign: z.string().nullable(),
  product: ProductCard.nullable(),
  edition: z.int().positive(),
  out_at: At,
  is_new: z.boolean(),
  used: z.int().nonnegative(),
});
export type Material = z.infer<typeof Material>;

export const MaterialQuery = z.strictObject({
  ...PageQuery.shape,
  after: z.string().max(120).optional(),
  product: Id.optional(),
  campaign: z.string().trim().min(1).max(material_most.campaign).optional(),
  query: z.string().trim().max(40).optional(),
});
export type MaterialQuery = z.infer<typeof MaterialQuery>;

/** list_materials(product, campaign, query, after, page_size); the first page names the campaigns there are. */
export const MaterialPage = z.object({
  ...sortedPageOf(Material).shape,
  campaigns: z.array(z.string()).optional(),
});
export type MaterialPage = z.infer<typeof MaterialPage>;

/** see_materials(ids): what stood on the screen. */
export const SeeMaterials = z.strictObject({ ids: z.array(Id).min(1).max(100) });
export type SeeMaterials = z.infer<typeof SeeMaterials>;

/** get_news(), see_materials(ids): how many materials are new to me, how many articles unread. */
export const News = z.object({
  materials: z.int().nonnegative(),
  articles: z.int().nonnegative(),
});
export type News = z.infer<typeof News>;

/** How a material is handed on: as a card, in its words, as a picture with a code. */
export const MaterialChannel = z.enum(["chat", "link", "poster"]);
export type MaterialChannel = z.infer<typeof MaterialChannel>;

export const ShareMaterial = z.strictObject({ channel: MaterialChannel });
export type ShareMaterial = z.infer<typeof ShareMaterial>;

/**
 * share_material(material_id, channel): the distributor's own token, and what the material is called. `link` is
 * WeChat's short link for the words of a chat; null in another channel, and where WeChat makes none.
 */
export const MaterialShare = z.object({
  ...Share.shape,
  title: z.string(),
  link: z.string().nullable(),
});
export type MaterialShare = z.infer<typeof MaterialShare>;

/** `share` is the id of the share that went with it. */
export const UseMaterial = z.strictObject({ kind: MaterialUse, share: Id });
export type UseMaterial = z.infer<typeof UseMaterial>;

/** use_material(material_id, kind, share): how often I have used it by now. */
export const UsedMaterial = z.object({ used: z.int().positive() });
export type UsedMaterial = z.infer<typeof UsedMaterial>;
