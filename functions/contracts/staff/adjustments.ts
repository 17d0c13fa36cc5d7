import { z } from "zod";
import { SignedFen } from "../money.ts";
import { pageOf, PageQuery } from "../paging.ts";
import { Id, Reason } from "../values.ts";
import { Adjustment } from "../withdrawals.ts";

/** adjust_balance(…), decide_adjustment(…): `needs_second` where another person has to confirm it. */
export const StaffAdjustment = z.object({
  ...Adjustment.shape,
  distributor_id: Id,
  distributor: z.string(),
  needs_second: z.boolean(),
  asked_by: z.string().nullable(),
  decided_by: z.string().nullable(),
});
export type StaffAdjustment = z.infer<typeof StaffAdjustment>;

export const StaffAdjustmentQuery = z.strictObject({
  ...PageQuery.shape,
  distributor: Id.optional(),
});
export type StaffAdjustmentQuery = z.infer<typeof StaffAdjustmentQuery>;

/** staff_list_adjustments(shop, distributor, after, page_size) */
export const StaffAdjustmentPage = pageOf(StaffAdjustment);
export type StaffAdjustmentPage = z.infer<typeof StaffAdjustmentPage>;

/** The most that one correction moves. */
export const adjustment_most_fen = 100_000_000;

/** adjust_balance(shop, distributor_id, amount_fen, reason): negative takes away; its distributor reads the reason. */
export const AdjustBalance = z.strictObject({
  amount_fen: SignedFen.min(-adjustment_most_fen).max(adjustment_most_fen)
    .refine((fen) => fen !== 0, { message: "金额不能是 0" })
    .meta({ examples: [-500] }),
  reason: Reason,
});
export type AdjustBalance = z.infer<typeof AdjustBalance>;

/** decide_adjustment(shop, adjustment_id, confirm, reason) */
export const DecideAdjustment = z.strictObject({ confirm: z.boolean(), reason: Reason });
export type DecideAdjustment = z.infer<typeof DecideAdjustment>;
