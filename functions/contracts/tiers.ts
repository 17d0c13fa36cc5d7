import { z } from "zod";
import { Bps, Fen } from "./money.ts";
import { pageOf } from "./paging.ts";
import { At, Id } from "./values.ts";

const Count = z.int().positive();
const Days = z.int().min(1).max(3650);

/** From 1, which everybody has. */
export const TierNumber = z.int().min(1).max(9);
export type TierNumber = z.infer<typeof TierNumber>;

/** Which tier somebody has; `until` ends its period, null: for good. A pinned one stays until `pinned_until`, or for good. */
export const HeldTier = z.object({
  tier: TierNumber,
  name: z.string(),
  until: At.nullable(),
  is_pinned: z.boolean(),
  pinned_until: At.nullable(),
});
export type HeldTier = z.infer<typeof HeldTier>;

/**
 * What reaching a tier asks for, `all` or `any` of it: own kept level-1 sales, kept orders, different buyers, over the
 * last `within_days` or for life. It is valid for `valid_days`, then kept by `keep_bps` of the same, else one is lost.
 */
export const TierTerms = z.object({
  tier: TierNumber,
  name: z.string(),
  needs: z.enum(["all", "any"]),
  sales_fen: Fen.positive().max(1_000_000_000_000).nullable(),
  orders: Count.max(1_000_000).nullable(),
  buyers: Count.max(1_000_000).nullable(),
  within_days: Days.nullable(),
  valid_days: Days.nullable(),
  keep_bps: Bps.positive(),
});
export type TierTerms = z.infer<typeof TierTerms>;

export const TierCondition = z.object({
  kind: z.enum(["sales_fen", "orders", "buyers"]),
  have: z.int().nonnegative(),
  need: z.int().positive(),
});
export type TierCondition = z.infer<typeof TierCondition>;

/** get_my_tier(): what I have, what keeps it (empty where nothing ends), and every tier with how far I am. */
export const TierProgress = z.object({
  held: HeldTier,
  is_kept: z.boolean(),
  keeping: z.array(TierCondition),
  tiers: z.array(
    z.object({
      ...TierTerms.shape,
      conditions: z.array(TierCondition),
      is_reached: z.boolean(),
    }),
  ),
});
export type TierProgress = z.infer<typeof TierProgress>;

/** One change, or a period that kept the tier; `figures` decided it, null where staff did. `valid_until` null: for good. */
export const TierChange = z.object({
  id: Id,
  cause: z.enum(["up", "kept", "down", "pinned", "unpinned"]),
  from_tier: TierNumber,
  to_tier: TierNumber,
  from_name: z.string(),
  to_name: z.string(),
  figures: z.object({
    sales_fen: Fen,
    orders: z.int().nonnegative(),
    buyers: z.int().nonnegative(),
    within_days: Days.nullable(),
  }).nullable(),
  valid_until: At.nullable(),
  reason: z.string().nullable(),
  created_at: At,
});
export type TierChange = z.infer<typeof TierChange>;

/** list_my_tier_changes(after, page_size): the newest first. */
export const TierChangePage = pageOf(TierChange);
export type TierChangePage = z.infer<typeof TierChangePage>;
