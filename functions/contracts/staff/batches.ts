import { z } from "zod";
import { error_codes } from "../error_texts.ts";
import { batch_most } from "../lists.ts";
import { Id, Reason } from "../values.ts";

/** What a batch is about: each thing once. */
const Ids = z.array(Id).min(1).max(batch_most).refine(
  (ids) => new Set(ids).size === ids.length,
  { message: "有重复的编号" },
);

/** set_products_status(shop, ids, on_sale, reason) */
export const SetProductsStatus = z.strictObject({
  ids: Ids,
  on_sale: z.boolean(),
  reason: Reason,
});
export type SetProductsStatus = z.infer<typeof SetProductsStatus>;

/** review_withdrawals(shop, ids, approve, reason) */
export const ReviewWithdrawals = z.strictObject({
  ids: Ids,
  approve: z.boolean(),
  reason: Reason,
});
export type ReviewWithdrawals = z.infer<typeof ReviewWithdrawals>;

/** What became of each: done where `code` is null, else refused alone, with the words for people. */
export const BatchReport = z.object({
  items: z.array(z.object({
    id: Id,
    code: z.enum(error_codes).nullable(),
    message: z.string().nullable(),
  })),
});
export type BatchReport = z.infer<typeof BatchReport>;
