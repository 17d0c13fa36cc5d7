import { z } from "zod";
import { Fen, SignedFen } from "../money.ts";
import { sortedPageOf, SortedQuery, sortsOf } from "../paging.ts";
import { schemasOf } from "../settings/schemas.ts";
import { withdrawal_settings } from "../settings/withdrawals.ts";
import { At, Id } from "../values.ts";
import { Withdrawal, WithdrawalStatus } from "../withdrawals.ts";

/** `balance_after_fen` is what this request left in the balance, whatever came later. */
export const StaffWithdrawal = z.object({
  ...Withdrawal.shape,
  distributor_id: Id,
  distributor: z.string(),
  balance_after_fen: SignedFen,
  fail_reason: z.string().nullable(),
});
export type StaffWithdrawal = z.infer<typeof StaffWithdrawal>;

export const StaffWithdrawalQuery = z.strictObject({
  ...SortedQuery.shape,
  distributor: Id.optional(),
  sort: sortsOf("requested_at", "amount_fen").default("-requested_at"),
  status: WithdrawalStatus.optional(),
});
export type StaffWithdrawalQuery = z.infer<typeof StaffWithdrawalQuery>;

/** staff_list_withdrawals(shop, status, sort, after, page_size) */
export const StaffWithdrawalPage = sortedPageOf(StaffWithdrawal);
export type StaffWithdrawalPage = z.infer<typeof StaffWithdrawalPage>;

const OpenPart = z.object({
  count: z.int().nonnegative(),
  amount_fen: Fen,
  net_fen: Fen,
  oldest_at: At.nullable(),
});

/** get_open_withdrawals(shop): what waits for staff, for WeChat and for the member, with what was asked for first. */
export const OpenWithdrawals = z.object({ review: OpenPart, wechat: OpenPart, member: OpenPart });
export type OpenWithdrawals = z.infer<typeof OpenWithdrawals>;

/** What staff write when choosing how withdrawals work. */
export const WithdrawalRule = z.strictObject(schemasOf(withdrawal_settings));
export type WithdrawalRule = z.infer<typeof WithdrawalRule>;
