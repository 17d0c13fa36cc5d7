import { z } from "zod";
import { Bps, Fen } from "./money.ts";
import { TierNumber } from "./tiers.ts";

/** Where a commission rule holds: narrower ones come first. A category stands before its parent. */
export const RuleScope = z.enum(["sku", "product", "category", "shop"]);
export type RuleScope = z.infer<typeof RuleScope>;

/**
 * How volume pays (阶梯佣金). `ahead`: an order gets the step of the month's volume that stood when it was placed ·
 * `after_whole`: after the month its step pays on all of it · `after_slices`: each step pays on the slice above it.
 */
export const VolumeMode = z.enum(["ahead", "after_whole", "after_slices"]);
export type VolumeMode = z.infer<typeof VolumeMode>;

/** An extra that paid part of a commission: named, with the rate it added. */
export const ExtraPart = z.object({ name: z.string(), extra_bps: Bps });
export type ExtraPart = z.infer<typeof ExtraPart>;

/**
 * Which rule decided a commission: base × `rate_bps`, or `fixed_fen` × quantity; on level 1 with what extras and the
 * volume's step added. `clamped`: the cap cut something. `tier` is the one that the rule is for, null for any.
 */
export const CommissionReason = z.object({
  rule_kind: RuleScope,
  rule: z.guid(),
  version: z.int().positive(),
  tier: TierNumber.nullable(),
  rate_bps: Bps.nullable(),
  fixed_fen: Fen.nullable(),
  extras: z.array(ExtraPart),
  extra_fen: Fen,
  volume_bps: Bps.nullable(),
  volume_fen: Fen,
  cap_bps: Bps,
  clamped: z.boolean(),
});
export type CommissionReason = z.infer<typeof CommissionReason>;
