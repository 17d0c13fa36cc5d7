import { z } from "zod";
import { Bps, Fen, SignedFen } from "../money.ts";
import { pageOf } from "../paging.ts";
import { Id } from "../values.ts";
import { Withdrawal } from "../withdrawals.ts";

/** `balance_after_fen` is what this request left in the balance, whatever came later. */
export const StaffWithdrawal = z.object({
  ...Withdrawal.shape,
  distributor_id: Id,
  distributor: z.string(),
  balance_after_fen: SignedFen,
  fail_reason: z.string().nullable(),
});
export type StaffWithdrawal = z.infer<typeof StaffWithdrawal>;

/** staff_list_withdrawals(shop, status, after, page_size) */
export const StaffWithdrawalPage = pageOf(StaffWithdrawal);
export type StaffWithdrawalPage = z.infer<typeof StaffWithdrawalPage>;

/** What staff write when choosing how withdrawals work. */
export const WithdrawalRule = z.strictObject({
  min_fen: Fen.min(10),
  max_fen: Fen.min(10).max(199_999),
  daily_count: z.int().min(1),
  daily_fen: Fen.min(1),
  monthly_fen: Fen.min(1),
  fee_bps: Bps.max(2000),
  days_between: z.int().min(0).max(90),
  one_open: z.boolean(),
  review_above_fen: Fen,
  large_above_fen: Fen,
});
export type WithdrawalRule = z.infer<typeof WithdrawalRule>;
