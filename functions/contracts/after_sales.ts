import { z } from "zod";
import { Fen, Quantity } from "./money.ts";
import { pageOf, PageQuery } from "./paging.ts";
import { At, Id, Reason } from "./values.ts";

/** refund_only: money, no goods · return_refund: goods come back, then money · exchange. */
export const AfterSaleKind = z.enum(["refund_only", "return_refund", "exchange"]);
export type AfterSaleKind = z.infer<typeof AfterSaleKind>;

export const AfterSaleStatus = z.enum([
  "requested",
  "approved",
  "rejected",
  "returning",
  "received",
  "refunding",
  "refunded",
  "refund_failed",
  "exchanged",
  "cancelled",
]);
export type AfterSaleStatus = z.infer<typeof AfterSaleStatus>;

export const AfterSaleLineRequest = z.strictObject({
  line_no: z.int().positive(),
  quantity: Quantity,
});
export type AfterSaleLineRequest = z.infer<typeof AfterSaleLineRequest>;

/** Without `lines` it is for everything that can still be refunded, freight included. */
export const RequestAfterSale = z.strictObject({
  order_id: Id,
  kind: AfterSaleKind,
  lines: z.array(AfterSaleLineRequest).min(1).max(50).refine(
    (list) => new Set(list.map((line) => line.line_no)).size === list.length,
    { message: "同一行只能出现一次" },
  ).optional(),
  reason: Reason,
});
export type RequestAfterSale = z.infer<typeof RequestAfterSale>;

/** Which pieces to preview, as `line:quantity,…`; without them all that is left. */
export const RefundPreviewQuery = z.strictObject({
  pieces: z.string().max(400).regex(/^\d{1,2}:\d{1,3}(,\d{1,2}:\d{1,3})*$/).optional()
    .meta({ examples: ["1:2,3:1"] }),
});
export type RefundPreviewQuery = z.infer<typeof RefundPreviewQuery>;

/**
 * preview_my_refund(order_id, lines): what refunding these pieces would give back now. `discount_fen` is what had come
 * off them and so is not paid out.
 */
export const RefundSums = z.object({
  quantity: z.int().positive(),
  amount_fen: Fen,
  discount_fen: Fen,
  goods_fen: Fen,
  freight_fen: Fen,
  payable_fen: Fen,
});
export type RefundSums = z.infer<typeof RefundSums>;

/** send_return: the goods are on their way back. */
export const SendReturn = z.strictObject({
  carrier: z.string().trim().min(1).max(32),
  tracking_no: z.string().trim().regex(/^[0-9A-Za-z-]{6,32}$/, "请填写 6 到 32 位的快递单号"),
});
export type SendReturn = z.infer<typeof SendReturn>;

/** What of one order line is asked back; `goods_fen` + `freight_fen` = `payable_fen`. */
export const AfterSaleLine = z.object({
  line_no: z.int().positive(),
  title: z.string(),
  spec: z.string(),
  image_url: z.string().nullable(),
  /** 0 where WeChat gave back a sum and no pieces. */
  quantity: z.int().nonnegative(),
  goods_fen: Fen,
  freight_fen: Fen,
  payable_fen: Fen,
});
export type AfterSaleLine = z.infer<typeof AfterSaleLine>;

/** request_after_sale, cancel_after_sale and the staff's answers to it. */
export const AfterSale = z.object({
  id: Id,
  order_id: Id,
  order_number: z.string(),
  kind: AfterSaleKind,
  status: AfterSaleStatus,
  lines: z.array(AfterSaleLine),
  goods_fen: Fen,
  freight_fen: Fen,
  payable_fen: Fen,
  reason: z.string(),
  review_reason: z.string().nullable(),
  refund_id: Id.nullable(),
  requested_at: At,
  reviewed_at: At.nullable(),
  /** When the wait it is in ends by itself; null while it waits for nobody. */
  due_at: At.nullable(),
  sent_at: At.nullable(),
  return_carrier: z.string().nullable(),
  return_tracking_no: z.string().nullable(),
  received_at: At.nullable(),
  refunded_at: At.nullable(),
});
export type AfterSale = z.infer<typeof AfterSale>;

/** list_after_sales(shop, status, after, page_size) */
export const AfterSaleQuery = z.strictObject({
  ...PageQuery.shape,
  status: AfterSaleStatus.optional(),
});
export type AfterSaleQuery = z.infer<typeof AfterSaleQuery>;

export const AfterSalePage = pageOf(AfterSale);
export type AfterSalePage = z.infer<typeof AfterSalePage>;
