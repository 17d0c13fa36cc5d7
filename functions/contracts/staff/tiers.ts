import { z } from "zod";
import { pageOf } from "../paging.ts";
import { TierChange, TierNumber, TierTerms } from "../tiers.ts";
import { At, Reason, Version } from "../values.ts";

/** A tier whole: with the version that was read changed, without it the next above the highest. */
export const SaveTier = z.strictObject({
  ...TierTerms.shape,
  name: z.string().trim().min(1).max(10),
  version: Version.optional(),
});
export type SaveTier = z.infer<typeof SaveTier>;

export const SaveTierRequest = z.strictObject({ tier: SaveTier, reason: Reason });
export type SaveTierRequest = z.infer<typeof SaveTierRequest>;

/** save_tier(shop, tier, reason): with how many distributors have it. */
export const Tier = z.object({
  ...TierTerms.shape,
  version: Version,
  distributor_count: z.int().nonnegative(),
  pinned_count: z.int().nonnegative(),
  updated_at: At,
  by: z.string().nullable(),
});
export type Tier = z.infer<typeof Tier>;

/** list_tiers(shop): the first one first. */
export const Tiers = z.object({ items: z.array(Tier) });
export type Tiers = z.infer<typeof Tiers>;

/** `details` of TIER_CHANGED: how it stands now. */
export const TierChanged = z.object({ tier: Tier });
export type TierChanged = z.infer<typeof TierChanged>;

/** `details` of TIER_IN_USE. */
export const TierUses = z.object({
  distributors: z.int().nonnegative(),
  rules: z.int().nonnegative(),
  is_highest: z.boolean(),
});
export type TierUses = z.infer<typeof TierUses>;

/** pin_tier(shop, distributor_id, tier, reason, until); `until` null holds it for good. */
export const PinTier = z.strictObject({
  tier: TierNumber,
  until: At.nullable().default(null),
  reason: Reason,
});
export type PinTier = z.infer<typeof PinTier>;

/** `by` is the staff member who pinned or let go. */
export const StaffTierChange = z.object({ ...TierChange.shape, by: z.string().nullable() });
export type StaffTierChange = z.infer<typeof StaffTierChange>;

/** list_tier_changes(shop, distributor_id, after, page_size) */
export const StaffTierChangePage = pageOf(StaffTierChange);
export type StaffTierChangePage = z.infer<typeof StaffTierChangePage>;
