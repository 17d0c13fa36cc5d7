import { z } from "zod";
import { Commission, CommissionStatus, HoldReason } from "../distributors.ts";
import { Bps } from "../money.ts";
import { countedPageOf, PageQuery } from "../paging.ts";
import { commission_settings } from "../settings/promotion.ts";
import { schemasOf } from "../settings/schemas.ts";
import { At, Id, Reason } from "../values.ts";

/**
 * A commission as staff see it: whose it is, and what holds it. A hold that is not liftable ends with the after-sale or
 * the suspension alone.
 */
export const StaffCommission = z.object({
  ...Commission.shape,
  distributor_id: Id,
  distributor: z.string(),
  order_id: Id,
  open_holds: z.array(z.object({
    id: Id,
    reason: HoldReason,
    words: z.string(),
    is_liftable: z.boolean(),
    note: z.string().nullable(),
  })),
});
export type StaffCommission = z.infer<typeof StaffCommission>;

export const StaffCommissionQuery = z.strictObject({
  ...PageQuery.shape,
  status: CommissionStatus.optional(),
  distributor: Id.optional(),
});
export type StaffCommissionQuery = z.infer<typeof StaffCommissionQuery>;

/** staff_list_commissions(shop, status, distributor, after, page_size) */
export const StaffCommissionPage = countedPageOf(StaffCommission);
export type StaffCommissionPage = z.infer<typeof StaffCommissionPage>;

/** What a shop pays for everything that no narrower rule names; refused when both levels together exceed the cap. */
export const CommissionRule = z.strictObject(schemasOf(commission_settings));
export type CommissionRule = z.infer<typeof CommissionRule>;

export const SaveCommissionRule = z.strictObject({ rule: CommissionRule, reason: Reason });
export type SaveCommissionRule = z.infer<typeof SaveCommissionRule>;

export const SavedCommissionRule = z.object({
  id: Id,
  level1_bps: Bps,
  level2_bps: Bps,
  cap_bps: Bps,
  levels: z.int(),
  valid_from: At,
});
export type SavedCommissionRule = z.infer<typeof SavedCommissionRule>;

/** A rule with the time it was in force; the first one of a shop is by nobody. */
export const CommissionRulePeriod = z.object({
  ...CommissionRule.shape,
  id: Id,
  valid_from: At,
  valid_to: At.nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type CommissionRulePeriod = z.infer<typeof CommissionRulePeriod>;

/** get_commission_rule(shop): `earlier` has the newest first. */
export const CommissionRules = z.object({
  current: CommissionRulePeriod,
  earlier: z.array(CommissionRulePeriod),
});
export type CommissionRules = z.infer<typeof CommissionRules>;
