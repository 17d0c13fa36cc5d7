import { z } from "zod";
import { Id, PictureUrl, Reason } from "../values.ts";

const Position = z.int().min(0).max(9999);

/** Two levels: a category with a parent has none below it. Without a position a new one stands last. */
export const SaveCategory = z.strictObject({
  id: Id.optional(),
  parent_id: Id.nullable().default(null),
  name: z.string().trim().min(1).max(20),
  image_url: PictureUrl.nullable().default(null),
  position: Position.optional(),
  is_visible: z.boolean().default(true),
});
export type SaveCategory = z.infer<typeof SaveCategory>;

export const SaveCategoryRequest = z.strictObject({ category: SaveCategory, reason: Reason });
export type SaveCategoryRequest = z.infer<typeof SaveCategoryRequest>;

/** save_category(shop, category, reason) */
export const SavedCategory = z.object({ id: Id });
export type SavedCategory = z.infer<typeof SavedCategory>;

/** order_categories(shop, parent_id, ids, reason): all of one parent, or of the first level. */
export const OrderCategories = z.strictObject({
  parent_id: Id.nullable(),
  ids: z.array(Id).max(500),
  reason: Reason,
});
export type OrderCategories = z.infer<typeof OrderCategories>;

/** `details` of CATEGORY_NOT_EMPTY: how many it holds. */
export const CategoryHolds = z.object({
  categories: z.int().nonnegative(),
  products: z.int().nonnegative(),
});
export type CategoryHolds = z.infer<typeof CategoryHolds>;

/** A category with how many products stand in it itself. */
export const StaffCategory = z.object({
  ...SaveCategory.shape,
  id: Id,
  position: Position,
  product_count: z.int().nonnegative(),
});
export type StaffCategory = z.infer<typeof StaffCategory>;

/** staff_list_categories(shop): the hidden ones too. */
export const StaffCategories = z.object({ items: z.array(StaffCategory) });
export type StaffCategories = z.infer<typeof StaffCategories>;
