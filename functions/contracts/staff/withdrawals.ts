import { z } from "zod";
import { SignedFen } from "../money.ts";
import { pageOf } from "../paging.ts";
import { schemasOf } from "../settings/schemas.ts";
import { withdrawal_settings } from "../settings/withdrawals.ts";
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
export const WithdrawalRule = z.strictObject(schemasOf(withdrawal_settings));
export type WithdrawalRule = z.infer<typeof WithdrawalRule>;
