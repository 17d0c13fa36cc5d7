import { z } from "zod";
import { AfterSaleLineRequest, RefundSums, RequestAfterSale } from "../after_sales.ts";
import { Fen, SignedFen } from "../money.ts";
import { Order, OrderStatus, OrderSummary } from "../orders.ts";
import { sortedPageOf, SortedQuery, sortsOf } from "../paging.ts";
import { At, Id, Reason } from "../values.ts";
import { StaffCommission } from "./commissions.ts";

export const StaffOrderQuery = z.strictObject({
  ...SortedQuery.shape,
  sort: sortsOf("placed_at", "payable_fen").default("-placed_at"),
  status: OrderStatus.optional(),
  number: z.string().trim().max(40).optional(),
});
export type StaffOrderQuery = z.infer<typeof StaffOrderQuery>;

export const StaffOrderSummary = z.object({
  ...OrderSummary.shape,
  buyer: z.string(),
  paid_at: At.nullable(),
});
export type StaffOrderSummary = z.infer<typeof StaffOrderSummary>;

/** staff_list_orders(shop, status, number, sort, after, page_size) */
export const StaffOrderPage = sortedPageOf(StaffOrderSummary);
export type StaffOrderPage = z.infer<typeof StaffOrderPage>;

export const PaymentAttemptStatus = z.enum(["open", "closing", "paid", "closed"]);
export type PaymentAttemptStatus = z.infer<typeof PaymentAttemptStatus>;

export const RefundStatus = z.enum(["refunding", "refunded", "refund_failed", "given_up"]);
export type RefundStatus = z.infer<typeof RefundStatus>;

/** Why money goes back. */
export const RefundCause = z.enum([
  "after_sale",
  "late_payment",
  "second_payment",
  "old_price",
  "provider",
]);
export type RefundCause = z.infer<typeof RefundCause>;

/** What became of one number of a refund at WeChat; `mending`: it is being paid elsewhere. */
export const RefundAttemptStatus = z.enum([
  "open",
  "processing",
  "success",
  "closed",
  "abnormal",
  "mending",
]);
export type RefundAttemptStatus = z.infer<typeof RefundAttemptStatus>;

/** A refund with its attempts at WeChat. */
export const Refund = z.object({
  id: Id,
  after_sale_id: Id.nullable(),
  cause: RefundCause,
  status: RefundStatus,
  goods_fen: Fen,
  freight_fen: Fen,
  payable_fen: Fen,
  attempts: z.array(z.object({
    id: Id,
    out_refund_no: z.string(),
    status: RefundAttemptStatus,
    fail_reason: z.string().nullable(),
    created_at: At,
  })),
  created_at: At,
  refunded_at: At.nullable(),
});
export type Refund = z.infer<typeof Refund>;

/**
 * Why `contact` is there or not: forbidden to this role · gone with the person · withheld from the answer of a command,
 * read the order · unreadable, no key opens it.
 */
export const ContactState = z.enum(["shown", "forbidden", "gone", "withheld", "unreadable"]);
export type ContactState = z.infer<typeof ContactState>;

/** staff_get_order(shop, order_id), and the answer of shipping and closing. */
export const StaffOrder = z.object({
  ...Order.shape,
  contact_state: ContactState,
  buyer: z.string(),
  member_id: Id,
  payments: z.array(z.object({
    id: Id,
    out_trade_no: z.string(),
    status: PaymentAttemptStatus,
    amount_fen: Fen,
    transaction_id: z.string().nullable(),
    created_at: At,
    paid_at: At.nullable(),
  })),
  refunds: z.array(Refund),
  commissions: z.array(StaffCommission),
});
export type StaffOrder = z.infer<typeof StaffOrder>;

/** change_order_price(shop, order_id, …): what the goods and the freight of an unpaid order cost from now on. */
export const ChangeOrderPrice = z.strictObject({
  goods_fen: Fen,
  freight_fen: Fen,
  reason: Reason,
});
export type ChangeOrderPrice = z.infer<typeof ChangeOrderPrice>;

/** list_carriers(shop): the express companies that WeChat knows, the usual ones first. */
export const CarrierList = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type CarrierList = z.infer<typeof CarrierList>;

/** `carrier` is one of list_carriers; the form of a waybill number stands in waybills.ts. */
const Waybill = { carrier: z.string().max(40), tracking_no: z.string().max(64) };

/** Without `lines` everything not yet shipped goes out. */
export const ShipOrder = z.strictObject({
  ...Waybill,
  lines: z.array(AfterSaleLineRequest).min(1).max(50).optional(),
});
export type ShipOrder = z.infer<typeof ShipOrder>;

/** mend_shipments(shop, order_id, parcels, reason): waybills as they should be, told to WeChat once more. */
export const MendShipments = z.strictObject({
  parcels: z.array(z.strictObject({ shipment_id: Id, ...Waybill })).min(1).max(15),
  reason: Reason,
});
export type MendShipments = z.infer<typeof MendShipments>;

/** get_order_path(shop), register_order_path(shop, reason): where WeChat's order centre opens an order. */
export const OrderPath = z.object({
  path: z.string(),
  registered: z.string().nullable(),
  registered_at: At.nullable(),
});
export type OrderPath = z.infer<typeof OrderPath>;

/** refund_order(shop, order_id, reason, lines): the shop refunds without being asked. Without `lines` all that is left. */
export const RefundOrder = RequestAfterSale.pick({ lines: true, reason: true });
export type RefundOrder = z.infer<typeof RefundOrder>;

/** preview_refund(shop, order_id, lines): what a refund would give back, and take back from whom. */
export const RefundPreview = RefundSums.extend({
  commission_fen: SignedFen,
  commissions: z.array(z.object({
    level: z.int().min(1).max(2),
    distributor_id: Id,
    distributor: z.string(),
    /** Below zero where rounding within the cap leaves the month's bonus a fen more. */
    commission_fen: SignedFen,
    /** How much of it the volume bonus of a closed month loses, over all its orders. */
    bonus_fen: SignedFen,
  })),
});
export type RefundPreview = z.infer<typeof RefundPreview>;
