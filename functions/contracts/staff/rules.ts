import { z } from "zod";
import { Bps, Fen, SignedFen } from "../money.ts";
import { countedPageOf, PageQuery } from "../paging.ts";
import { RuleScope, VolumeMode } from "../rules.ts";
import { TierNumber } from "../tiers.ts";
import { At, Id, Reason, Version } from "../values.ts";

/** How much a rule set may hold; SQL checks the same bounds (private.check_rule_form). */
export const rule_bounds = { rules: 2000, extras: 200, steps: 10, cap_bps: 5000 } as const;

const place = { scope: RuleScope, scope_id: Id.nullable() };

/**
 * One rule: base × `rate_bps`, or `fixed_fen` per piece; exactly one of them is not null, and a rate of 0 pays nothing.
 * `scope_id` is null for the shop, `tier` for any tier, a moment for no bound. Among rules of one place and tier that
 * hold at the same moment the higher priority decides; two equal ones are refused.
 */
export const SetRule = z.strictObject({
  ...place,
  tier: TierNumber.nullable(),
  level: z.int().min(1).max(2),
  rate_bps: Bps.nullable(),
  fixed_fen: Fen.positive().max(100_000_000).nullable(),
  starts_at: At.nullable(),
  ends_at: At.nullable(),
  priority: z.int().min(0).max(99),
});
export type SetRule = z.infer<typeof SetRule>;

/** A dynamic commission (动态佣金): adds to level 1 in its place during its interval; several add up. */
export const SetExtra = z.strictObject({
  name: z.string().trim().min(1).max(20),
  ...place,
  extra_bps: Bps.positive().max(rule_bounds.cap_bps),
  starts_at: At,
  ends_at: At,
});
export type SetExtra = z.infer<typeof SetExtra>;

/** From this month's volume on, its rate is paid on top. Steps rise in both. */
export const VolumeStep = z.strictObject({ from_fen: Fen.positive(), bps: Bps.positive() });
export type VolumeStep = z.infer<typeof VolumeStep>;

/** Everything that decides rates, as one whole. */
export const RuleSetForm = z.strictObject({
  levels: z.int().min(1).max(2),
  cap_bps: Bps.max(rule_bounds.cap_bps),
  rules: z.array(SetRule).max(rule_bounds.rules),
  extras: z.array(SetExtra).max(rule_bounds.extras),
  volume_mode: VolumeMode.nullable(),
  volume_steps: z.array(VolumeStep).max(rule_bounds.steps),
});
export type RuleSetForm = z.infer<typeof RuleSetForm>;

/** What the place of a rule is called: a product's title, a category's name, a SKU's spec; null when it is gone. */
const named = { scope_name: z.string().nullable() };

/**
 * A rule set as it stands. A draft has no version and no moments; `revision` counts the saves of all drafts. A saved one is in force
 * from `starts_at` until `ends_at` (null: until the next).
 */
export const RuleSet = z.object({
  ...RuleSetForm.shape,
  id: Id,
  version: Version.nullable(),
  revision: Version,
  rules: z.array(SetRule.extend(named)),
  extras: z.array(SetExtra.extend(named)),
  starts_at: At.nullable(),
  ends_at: At.nullable(),
  saved_at: At,
  by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type RuleSet = z.infer<typeof RuleSet>;

/**
 * What stands against putting a set in force. `RULES_EXCEED_CAP`: a combination that can be reached pays more than the
 * cap; `RULES_WITHOUT_BASE`: a level has no rule for the whole shop and any tier.
 */
export const RuleProblem = z.object({
  code: z.enum(["RULES_EXCEED_CAP", "RULES_WITHOUT_BASE"]),
  words: z.string(),
  scope: RuleScope,
  scope_id: Id.nullable(),
  total_bps: z.int().nonnegative().nullable(),
});
export type RuleProblem = z.infer<typeof RuleProblem>;

/** A SKU whose commission, at the highest tier and with all extras, is more than price − cost. */
export const MarginWarning = z.object({
  product_id: Id,
  sku_id: Id,
  title: z.string(),
  spec: z.string(),
  price_fen: Fen,
  margin_fen: SignedFen,
  commission_fen: Fen,
});
export type MarginWarning = z.infer<typeof MarginWarning>;

/** A draft with what stands against it and what it would cost: at most 50 problems and 50 warnings. */
export const RuleDraft = z.object({
  ...RuleSet.shape,
  problems: z.array(RuleProblem),
  warnings: z.array(MarginWarning),
});
export type RuleDraft = z.infer<typeof RuleDraft>;

/** get_rule_sets(shop): in force now, the one that takes over at a moment to come, and the draft. */
export const RuleSets = z.object({
  current: RuleSet,
  planned: RuleSet.nullable(),
  draft: RuleDraft.nullable(),
});
export type RuleSets = z.infer<typeof RuleSets>;

/** One line of the history; get_rule_set(shop, rule_set_id) reads it whole. `withdrawn`: overtaken before it began. */
export const RuleSetVersion = z.object({
  id: Id,
  version: Version,
  levels: z.int(),
  cap_bps: Bps,
  rule_count: z.int().nonnegative(),
  extra_count: z.int().nonnegative(),
  starts_at: At,
  ends_at: At.nullable(),
  withdrawn: z.boolean(),
  saved_at: At,
  by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type RuleSetVersion = z.infer<typeof RuleSetVersion>;

export const RuleSetQuery = z.strictObject(PageQuery.shape);
/** list_rule_sets(shop, after, page_size), the newest first. */
export const RuleSetPage = countedPageOf(RuleSetVersion);
export type RuleSetPage = z.infer<typeof RuleSetPage>;

/** save_rule_draft(shop, draft, revision, reason): `revision` is the one that was read, null for a new draft. */
export const SaveRuleDraft = z.strictObject({
  draft: RuleSetForm,
  revision: Version.nullable(),
  reason: Reason,
});
export type SaveRuleDraft = z.infer<typeof SaveRuleDraft>;

/** publish_rule_draft(shop, revision, starts_at, reason): null: now. Answers the saved set. */
export const PublishRuleDraft = z.strictObject({
  revision: Version,
  starts_at: At.nullable(),
  reason: Reason,
});
export type PublishRuleDraft = z.infer<typeof PublishRuleDraft>;

/** discard_rule_draft(shop, revision, reason) */
export const DiscardRuleDraft = z.strictObject({ revision: Version, reason: Reason });
export type DiscardRuleDraft = z.infer<typeof DiscardRuleDraft>;

/** `details` of RULE_DRAFT_CHANGED: how it stands now, null when it is gone. */
export const RuleDraftChanged = z.object({ draft: RuleDraft.nullable() });
export type RuleDraftChanged = z.infer<typeof RuleDraftChanged>;
