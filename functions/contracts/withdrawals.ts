import { z } from "zod";
import { Fen } from "./money.ts";
import { pageOf } from "./paging.ts";
import { At, Id } from "./values.ts";

export const WithdrawalStatus = z.enum([
  "requested",
  "approved",
  "rejected",
  "held",
  "submitted",
  "processing",
  "wait_user_confirm",
  "paid",
  "failed",
  "cancelled",
]);
export type WithdrawalStatus = z.infer<typeof WithdrawalStatus>;

export const RequestWithdrawal = z.strictObject({ amount_fen: Fen.min(1) });
export type RequestWithdrawal = z.infer<typeof RequestWithdrawal>;

/** request_withdrawal, cancel_withdrawal. `net_fen` = amount − fee − tax is what arrives. */
export const Withdrawal = z.object({
  id: Id,
  number: z.string(),
  status: WithdrawalStatus,
  amount_fen: Fen,
  fee_fen: Fen,
  tax_fen: Fen,
  net_fen: Fen,
  reason: z.string().nullable(),
  requested_at: At,
  reviewed_at: At.nullable(),
  confirm_before: At.nullable(),
  finished_at: At.nullable(),
});
export type Withdrawal = z.infer<typeof Withdrawal>;

/** list_withdrawals(after, page_size) */
export const WithdrawalPage = pageOf(Withdrawal);
export type WithdrawalPage = z.infer<typeof WithdrawalPage>;

/** get_withdrawal_package(withdrawal_id): the arguments of `wx.requestMerchantTransfer`, in WeChat's spelling. */
export const WithdrawalPackage = z.object({
  withdrawal_id: Id,
  confirm_before: At,
  params: z.object({
    mchId: z.string(),
    appId: z.string(),
    openId: z.string(),
    package: z.string(),
  }),
});
export type WithdrawalPackage = z.infer<typeof WithdrawalPackage>;
