import { z } from "zod";
import { AfterSale } from "./after_sales.ts";
import { Cart } from "./cart.ts";
import { Contact, GivenContact } from "./members.ts";
import { Fen, Quantity } from "./money.ts";
import { pageOf, PageQuery } from "./paging.ts";
import { At, Id } from "./values.ts";

export const OrderStatus = z.enum([
  "pending_payment",
  "paid",
  "shipped",
  "completed",
  "closed",
  "refunded",
]);
export type OrderStatus = z.infer<typeof OrderStatus>;

export const CloseReason = z.enum(["timeout", "buyer", "shop"]);
export type CloseReason = z.infer<typeof CloseReason>;

export const OrderLineRequest = z.strictObject({ sku_id: Id, quantity: Quantity });
export type OrderLineRequest = z.infer<typeof OrderLineRequest>;

const lines = z.array(OrderLineRequest).min(1).max(50).refine(
  (list) => new Set(list.map((line) => line.sku_id)).size === list.length,
  { message: "同一规格只能出现一次" },
);

/** Where lines would be sent: freight goes by it. */
export const Destination = z.strictObject({
  province: z.string().trim().min(1).max(40),
  city: z.string().trim().min(1).max(40),
});
export type Destination = z.infer<typeof Destination>;

export const QuoteRequest = z.strictObject({ lines, destination: Destination.nullish() });
export type QuoteRequest = z.infer<typeof QuoteRequest>;

/**
 * The sums, by the same names on lines, orders and quotes: `amount_fen` = price × quantity,
 * `goods_fen` = amount − discount, `payable_fen` = goods + freight.
 */
export const QuoteLine = z.object({
  sku_id: Id,
  product_id: Id,
  title: z.string(),
  spec: z.string(),
  image_url: z.string().nullable(),
  quantity: Quantity,
  price_fen: Fen,
  amount_fen: Fen,
  discount_fen: Fen,
  goods_fen: Fen,
  available: z.int().nonnegative(),
});
export type QuoteLine = z.infer<typeof QuoteLine>;

export const QuoteProblem = z.object({
  sku_id: Id,
  code: z.enum([
    "SKU_NOT_FOUND",
    "SKU_OFF_SALE",
    "OUTSIDE_SALE_TIME",
    "OUT_OF_STOCK",
    "PURCHASE_LIMIT",
    "REGION_NOT_SERVED",
  ]),
  available: z.int().nonnegative(),
});
export type QuoteProblem = z.infer<typeof QuoteProblem>;

/** The steps of a price that take something off, in their order; a test compares them with SQL's. */
export const DiscountStep = z.enum(["spend_and_save", "price_change"]);
export type DiscountStep = z.infer<typeof DiscountStep>;

/** What one step took off an order; `words` say why. */
export const Discount = z.object({
  step: DiscountStep,
  label: z.string(),
  words: z.string(),
  amount_fen: Fen,
});
export type Discount = z.infer<typeof Discount>;

/** How much more of the same kind of goods has to be bought until they are sent free. */
export const FreeFreight = z.object({
  missing_fen: Fen.nullable(),
  missing_pieces: z.int().positive().nullable(),
});
export type FreeFreight = z.infer<typeof FreeFreight>;

/**
 * quote_order(lines, destination). `payable_fen` is what `expected_payable_fen`
 * must say when the order is placed. It can be placed when `problems` is empty.
 * Also `details.quote` of PRICE_CHANGED, OUT_OF_STOCK, SKU_OFF_SALE, OUTSIDE_SALE_TIME, REGION_NOT_SERVED and
 * PURCHASE_LIMIT.
 */
export const Quote = z.object({
  lines: z.array(QuoteLine),
  amount_fen: Fen,
  discount_fen: Fen,
  goods_fen: Fen,
  freight_fen: Fen,
  payable_fen: Fen,
  discounts: z.array(Discount),
  freight_words: z.string(),
  /** Null where nothing can be promised; a refusal's quote does not say. */
  free_freight: FreeFreight.nullish(),
  problems: z.array(QuoteProblem),
});
export type Quote = z.infer<typeof Quote>;

export const PlaceOrder = z.strictObject({
  lines,
  expected_payable_fen: Fen,
  contact: GivenContact,
  remark: z.string().trim().max(200).optional(),
  from_cart: z.boolean().default(false),
});
export type PlaceOrder = z.infer<typeof PlaceOrder>;

/** place_order. An order of 0 fen is `paid` at once. */
export const PlacedOrder = z.object({
  order_id: Id,
  number: z.string(),
  status: OrderStatus,
  payable_fen: Fen,
  expires_at: At,
});
export type PlacedOrder = z.infer<typeof PlacedOrder>;

/** A line as the list shows it. */
export const OrderLineBrief = z.object({
  line_no: z.int().positive(),
  product_id: Id,
  title: z.string(),
  spec: z.string(),
  image_url: z.string().nullable(),
  quantity: Quantity,
  price_fen: Fen,
});
export type OrderLineBrief = z.infer<typeof OrderLineBrief>;

export const OrderSummary = z.object({
  id: Id,
  number: z.string(),
  status: OrderStatus,
  close_reason: CloseReason.nullable(),
  payable_fen: Fen,
  refunded_fen: Fen,
  item_count: z.int().positive(),
  lines: z.array(OrderLineBrief),
  after_sale_open: z.boolean(),
  placed_at: At,
  expires_at: At.nullable(),
});
export type OrderSummary = z.infer<typeof OrderSummary>;

/** list_orders(status, after, page_size) */
export const OrderQuery = z.strictObject({
  ...PageQuery.shape,
  status: z.enum([...OrderStatus.options, "after_sale"]).optional(),
});
export type OrderQuery = z.infer<typeof OrderQuery>;

export const OrderPage = pageOf(OrderSummary);
export type OrderPage = z.infer<typeof OrderPage>;

/** `refundable_*` is what an after-sale may still ask for. */
export const OrderLine = z.object({
  ...OrderLineBrief.shape,
  sku_id: Id,
  amount_fen: Fen,
  discount_fen: Fen,
  goods_fen: Fen,
  shipped_quantity: z.int().nonnegative(),
  /** Neither shipped, nor taken back, nor asked back. */
  shippable_quantity: z.int().nonnegative(),
  refunded_quantity: z.int().nonnegative(),
  refunded_fen: Fen,
  refundable_quantity: z.int().nonnegative(),
  refundable_fen: Fen,
});
export type OrderLine = z.infer<typeof OrderLine>;

export const Shipment = z.object({
  id: Id,
  carrier: z.string(),
  /** The express company as people call it. */
  carrier_name: z.string(),
  tracking_no: z.string(),
  shipped_at: At,
  lines: z.array(z.object({ line_no: z.int().positive(), quantity: Quantity })),
});
export type Shipment = z.infer<typeof Shipment>;

/** `event` names what happened: placed, paid, shipped, received, closed, after_sale_requested, refunded … */
export const OrderEvent = z.object({
  event: z.string(),
  by: z.enum(["buyer", "shop", "system", "wechat"]),
  note: z.string().nullable(),
  at: At,
});
export type OrderEvent = z.infer<typeof OrderEvent>;

/** find_order(out_trade_no): a number that an order was to be paid under, as WeChat's order centre names it. */
export const OutTradeNo = z.string().regex(/^[0-9a-f]{32}$/);
export type OutTradeNo = z.infer<typeof OutTradeNo>;

/** get_order(order_id), and the answer of cancel and receipt. `payment_pending`: WeChat has been asked for a prepay. */
export const Order = z.object({
  id: Id,
  number: z.string(),
  status: OrderStatus,
  close_reason: CloseReason.nullable(),
  amount_fen: Fen,
  discount_fen: Fen,
  goods_fen: Fen,
  freight_fen: Fen,
  payable_fen: Fen,
  paid_fen: Fen,
  refunded_fen: Fen,
  refundable_freight_fen: Fen,
  discounts: z.array(Discount),
  lines: z.array(OrderLine),
  contact: Contact.nullable(),
  remark: z.string().nullable(),
  shipments: z.array(Shipment),
  /** What WeChat's confirm-receipt component opens a shipped order by; null where it cannot be used. */
  wechat_order: z.object({
    merchant_id: z.string(),
    merchant_trade_no: z.string(),
    transaction_id: z.string(),
  }).nullable(),
  after_sales: z.array(AfterSale),
  history: z.array(OrderEvent),
  can: z.object({
    pay: z.boolean(),
    cancel: z.boolean(),
    receive: z.boolean(),
    after_sale: z.boolean(),
    buy_again: z.boolean(),
  }),
  placed_at: At,
  expires_at: At.nullable(),
  paid_at: At.nullable(),
  shipped_at: At.nullable(),
  auto_receive_at: At.nullable(),
  completed_at: At.nullable(),
  closed_at: At.nullable(),
});
export type Order = z.infer<typeof Order>;

/** A line of an order that is bought again: how many there were, and how many of them the cart holds now. */
export const LineAgain = z.object({
  sku_id: Id,
  title: z.string(),
  spec: z.string(),
  wanted: Quantity,
  quantity: z.int().nonnegative(),
  /** Why there are not as many as wanted. */
  code: QuoteProblem.shape.code.exclude(["REGION_NOT_SERVED"]).or(z.literal("CART_FULL"))
    .nullable(),
});
export type LineAgain = z.infer<typeof LineAgain>;

/** buy_again(order_id) */
export const BoughtAgain = z.object({ lines: z.array(LineAgain), cart: Cart });
export type BoughtAgain = z.infer<typeof BoughtAgain>;
