import { z } from "zod";
import { Fen, SignedFen } from "./money.ts";
import { pageOf } from "./paging.ts";
import { cleanRealName } from "./people.ts";
import { most_fen } from "./settings/setting.ts";
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

/** waiting: for a second person; booked: it moved the balance. */
export const AdjustmentStatus = z.enum(["waiting", "booked", "cancelled"]);
export type AdjustmentStatus = z.infer<typeof AdjustmentStatus>;

/** `net_fen` is what was shown to arrive: where it would be another sum now, nothing is asked for. */
export const RequestWithdrawal = z.strictObject({
  amount_fen: Fen.min(1),
  net_fen: Fen.min(1).optional(),
});
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
  /** WeChat compares the receiver's real name. */
  with_name: z.boolean(),
  reason: z.string().nullable(),
  requested_at: At,
  reviewed_at: At.nullable(),
  confirm_before: At.nullable(),
  finished_at: At.nullable(),
});
export type Withdrawal = z.infer<typeof Withdrawal>;

/** save_real_name(name), drop_real_name(): the first character and two stars; null for none. */
export const OwnRealName = z.object({ real_name: z.string().nullable() });
export type OwnRealName = z.infer<typeof OwnRealName>;

/** Given with the consent that it is kept and told WeChat. */
export const GiveRealName = z.strictObject({
  name: z.string().max(60)
    .overwrite((text) => cleanRealName(text) ?? "")
    .refine((name) => name !== "", { message: "请填写和微信实名一致的中文姓名" })
    .meta({ examples: ["李小明"] }),
  agrees: z.literal(true),
});
export type GiveRealName = z.infer<typeof GiveRealName>;

/** quote_withdrawal(amount_fen): what would arrive; `with_name` where WeChat wants the real name for it. */
export const WithdrawalQuote = z.object({
  amount_fen: Fen,
  fee_fen: Fen,
  tax_fen: Fen,
  net_fen: SignedFen,
  with_name: z.boolean(),
  ...OwnRealName.shape,
  tax_words: z.string().nullable(),
});
export type WithdrawalQuote = z.infer<typeof WithdrawalQuote>;

export const WithdrawalQuoteQuery = z.strictObject({
  amount_fen: z.coerce.number().pipe(Fen.min(1).max(most_fen)),
});
export type WithdrawalQuoteQuery = z.infer<typeof WithdrawalQuoteQuery>;

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

/** Item of list_adjustments(after, page_size): added to my balance, or taken away, by the shop's hand. */
export const Adjustment = z.object({
  id: Id,
  amount_fen: SignedFen,
  reason: z.string(),
  status: AdjustmentStatus,
  asked_at: At,
  decided_at: At.nullable(),
});
export type Adjustment = z.infer<typeof Adjustment>;

export const AdjustmentPage = pageOf(Adjustment);
export type AdjustmentPage = z.infer<typeof AdjustmentPage>;
