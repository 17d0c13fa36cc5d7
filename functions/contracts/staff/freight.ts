import { z } from "zod";
import { Fen } from "../money.ts";
import { At, Id, Reason, Version } from "../values.ts";

/** Pieces, or grams. */
const Units = z.int().min(1).max(10_000_000);

const Fee = Fen.max(100_000_000);

/** Without a city: the whole province. */
export const FreightRegion = z.strictObject({
  province: z.string().trim().min(1).max(40),
  city: z.string().trim().min(1).max(40).nullable().default(null),
});
export type FreightRegion = z.infer<typeof FreightRegion>;

/** What sending costs in these regions; the rate without regions is that of everywhere else. */
export const FreightRate = z.strictObject({
  regions: z.array(FreightRegion).max(400),
  is_served: z.boolean(),
  first_units: Units,
  first_fen: Fee,
  further_units: Units,
  further_fen: Fee,
  free_from_fen: Fen.positive().nullable(),
  free_from_pieces: z.int().min(1).max(10_000).nullable(),
});
export type FreightRate = z.infer<typeof FreightRate>;

export const FreightUnit = z.enum(["piece", "weight"]);
export type FreightUnit = z.infer<typeof FreightUnit>;

/** A template whole, with id on top of the version that was read. */
export const SaveFreightTemplate = z.strictObject({
  id: Id.optional(),
  version: Version.optional(),
  name: z.string().trim().min(1).max(20),
  unit: FreightUnit,
  /** The shop's own: for products that point to none. */
  is_default: z.boolean(),
  rates: z.array(FreightRate).min(1).max(50),
});
export type SaveFreightTemplate = z.infer<typeof SaveFreightTemplate>;

export const SaveFreightTemplateRequest = z.strictObject({
  template: SaveFreightTemplate,
  reason: Reason,
});
export type SaveFreightTemplateRequest = z.infer<typeof SaveFreightTemplateRequest>;

/** save_freight_template(shop, template, reason): with how many products point to it. */
export const FreightTemplate = z.object({
  ...SaveFreightTemplate.shape,
  id: Id,
  version: Version,
  product_count: z.int().nonnegative(),
  updated_at: At,
  by: z.string().nullable(),
});
export type FreightTemplate = z.infer<typeof FreightTemplate>;

/** list_freight_templates(shop) */
export const FreightTemplates = z.object({ items: z.array(FreightTemplate) });
export type FreightTemplates = z.infer<typeof FreightTemplates>;

/** `details` of FREIGHT_TEMPLATE_CHANGED: how it stands now. */
export const FreightTemplateChanged = z.object({ template: FreightTemplate });
export type FreightTemplateChanged = z.infer<typeof FreightTemplateChanged>;

/** `details` of FREIGHT_TEMPLATE_IN_USE. */
export const FreightTemplateUses = z.object({
  products: z.int().nonnegative(),
  is_default: z.boolean(),
});
export type FreightTemplateUses = z.infer<typeof FreightTemplateUses>;
