import { z } from "zod";
import { DistributorStatus } from "../distributors.ts";
import { Fen } from "../money.ts";
import { pageOf, PageQuery } from "../paging.ts";
import { At, Id, Reason, ShareToken } from "../values.ts";

export const ChannelCodeStatus = z.enum(["on", "stopped"]);
export type ChannelCodeStatus = z.infer<typeof ChannelCodeStatus>;

export const ChannelCodePage = z.enum(["home", "category", "product"]);
export type ChannelCodePage = z.infer<typeof ChannelCodePage>;

/**
 * A code of the shop's own with what it brought: `clicks` counted, `visitors` different people, `orders` and `buyers`
 * paid ones of which it was the last click, `paid_fen` what was paid for them.
 */
export const ChannelCode = z.object({
  id: Id,
  name: z.string(),
  token: ShareToken,
  page: ChannelCodePage,
  product: z.object({ id: Id, title: z.string() }).nullable(),
  campaign: z.string().nullable(),
  distributor: z.object({
    id: Id,
    code: z.string(),
    label: z.string(),
    status: DistributorStatus,
  }).nullable(),
  status: ChannelCodeStatus,
  created_at: At,
  clicks: z.int().nonnegative(),
  visitors: z.int().nonnegative(),
  buyers: z.int().nonnegative(),
  orders: z.int().nonnegative(),
  paid_fen: Fen,
});
export type ChannelCode = z.infer<typeof ChannelCode>;

export const ChannelCodeQuery = z.strictObject({
  ...PageQuery.shape,
  status: ChannelCodeStatus.optional(),
  query: z.string().trim().max(40).optional(),
});
export type ChannelCodeQuery = z.infer<typeof ChannelCodeQuery>;

/** list_channel_codes(shop, status, query, after, page_size) */
export const ChannelCodes = pageOf(ChannelCode);
export type ChannelCodes = z.infer<typeof ChannelCodes>;

/** Without `id` a new one. A product is named where the page is one; nobody appointed binds nobody. */
export const SaveChannelCode = z.strictObject({
  id: Id.optional(),
  name: z.string().trim().min(1).max(40),
  page: ChannelCodePage,
  product_id: Id.nullable(),
  campaign: z.string().trim().max(40).nullable(),
  distributor_id: Id.nullable(),
});
export type SaveChannelCode = z.infer<typeof SaveChannelCode>;

/** save_channel_code(shop, code, reason, idempotency_key) */
export const SavingChannelCode = z.strictObject({ code: SaveChannelCode, reason: Reason });

/** set_channel_code_status(shop, code_id, status, reason, idempotency_key) */
export const SetChannelCodeStatus = z.strictObject({ status: ChannelCodeStatus, reason: Reason });
