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

const isChange = (added: number) => added !== 0;

/** One thing of a product that many may have changed at once; what is added to a price is fen, or a part of it. */
export const ProductChange = z.union([
  z.strictObject({ category_id: Id.nullable() }),
  z.strictObject({ distributable: z.boolean() }),
  z.strictObject({ price_fen: z.int().min(-10_000_000_000).max(10_000_000_000).refine(isChange) }),
  z.strictObject({ price_bps: z.int().min(-9999).max(100_000).refine(isChange) }),
]);
export type ProductChange = z.infer<typeof ProductChange>;

/** change_products(shop, ids, change, reason) */
export const ChangeProducts = z.strictObject({ ids: Ids, change: ProductChange, reason: Reason });
export type ChangeProducts = z.infer<typeof ChangeProducts>;

/** review_withdrawals(shop, ids, approve, reason) */
export const ReviewWithdrawals = z.strictObject({
  ids: Ids,
  approve: z.boolean(),
  reason: Reason,
});
export type ReviewWithdrawals = z.infer<typeof ReviewWithdrawals>;

/** review_applications(shop, ids, approve, reason): the ids of the applicants. */
export const ReviewApplications = ReviewWithdrawals;
export type ReviewApplications = z.infer<typeof ReviewApplications>;

/** What became of each: done where `code` is null, else refused alone, with the words for people. */
export const BatchReport = z.object({
  items: z.array(z.object({
    id: Id,
    code: z.enum(error_codes).nullable(),
    message: z.string().nullable(),
  })),
});
export type BatchReport = z.infer<typeof BatchReport>;
