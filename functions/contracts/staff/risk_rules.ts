import { z } from "zod";
import { Fen } from "../money.ts";
import { Day, Id, Reason } from "../values.ts";

const Count = z.int().nonnegative();
const Weight = z.int().min(1).max(100);
const RuleName = z.string().regex(/^[a-z_]{2,40}$/);
const Thresholds = z.record(z.string(), z.int()).meta({ examples: [{}] });

/** A rule of the risk centre as the shop has it, with what came of it. */
export const RiskRule = z.object({
  rule: RuleName,
  title: z.string(),
  words: z.string(),
  subject: z.enum(["order", "refund", "closing", "withdrawal"]),
  is_on: z.boolean(),
  weight: Weight,
  thresholds: z.array(z.object({
    name: RuleName,
    words: z.string(),
    suffix: z.string(),
    default: z.int(),
    min: z.int(),
    max: z.int(),
    value: z.int(),
  })),
  figures: z.object({ cases: Count, open: Count, confirmed: Count, released: Count }),
});
export type RiskRule = z.infer<typeof RiskRule>;

/** list_risk_rules(shop): a case whose score reaches hold_score holds. */
export const RiskRules = z.object({ hold_score: Count, items: z.array(RiskRule) });
export type RiskRules = z.infer<typeof RiskRules>;

/** save_risk_rule(shop, rule, is_on, weight, thresholds, reason) */
export const SaveRiskRule = z.strictObject({
  is_on: z.boolean(),
  weight: Weight,
  thresholds: Thresholds,
  reason: Reason,
});
export type SaveRiskRule = z.infer<typeof SaveRiskRule>;

/** save_risk_score(shop, hold_score, reason) */
export const SaveRiskScore = z.strictObject({
  hold_score: z.int().min(1).max(1000),
  reason: Reason,
});
export type SaveRiskScore = z.infer<typeof SaveRiskScore>;

/** preview_risk_rule(shop, rule, weight, thresholds) */
export const BeginRiskPreview = z.strictObject({ weight: Weight, thresholds: Thresholds });
export type BeginRiskPreview = z.infer<typeof BeginRiskPreview>;

/** A replay: each call of continue_risk_preview(shop, preview_id) does a part until `is_done`. */
export const RiskPreview = z.object({
  id: Id,
  rule: RuleName,
  days: z.int(),
  subjects: Count,
  done_subjects: Count,
  is_done: z.boolean(),
  hits: Count,
  distributors: Count,
  orders: Count,
  commission_fen: Fen,
  /** How many distributors would have reached the score that holds by this rule alone. */
  holding: Count,
  items: z.array(z.object({
    distributor_id: Id,
    label: z.string(),
    hits: Count,
    score: Count,
    orders: Count,
    commission_fen: Fen,
  })),
});
export type RiskPreview = z.infer<typeof RiskPreview>;

/** list_trusted_distributors(shop): whom rules pass by, until the end of a day. */
export const TrustedDistributors = z.object({
  items: z.array(z.object({
    distributor_id: Id,
    label: z.string(),
    code: z.string(),
    rules: z.array(RuleName),
    until: Day,
    reason: z.string(),
    by: z.string().nullable(),
  })),
});
export type TrustedDistributors = z.infer<typeof TrustedDistributors>;

/** trust_distributor(shop, distributor_id, rules, until, reason): no rules end it. */
export const TrustDistributor = z.strictObject({
  rules: z.array(RuleName).max(50),
  until: Day,
  reason: Reason,
});
export type TrustDistributor = z.infer<typeof TrustDistributor>;
