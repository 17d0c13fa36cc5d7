import { z } from "zod";
import {
  AfterSale,
  AfterSaleLineRequest,
  AfterSaleStatus,
  RequestAfterSale,
} from "./after_sales.ts";
import { Commission, CommissionStatus, Distributor, DistributorStatus } from "./distributors.ts";
import { Bps, Fen, Quantity, SignedFen } from "./money.ts";
import { Order, OrderStatus, OrderSummary } from "./orders.ts";
import { pageOf, PageQuery } from "./paging.ts";
import { CredentialKind } from "./server.ts";
import { At, Id, PictureUrl, Reason } from "./values.ts";
import { Withdrawal } from "./withdrawals.ts";

export const StaffRole = z.enum(["owner", "manager", "finance", "support", "viewer"]);
export type StaffRole = z.infer<typeof StaffRole>;

/** get_staff_session(shop). `permissions` are the names of `private.role_may`: read, order, ship, payout … */
export const StaffSession = z.object({
  staff_id: Id,
  name: z.string(),
  role: StaffRole,
  permissions: z.array(z.string()),
  shop: z.object({ id: Id, code: z.string(), name: z.string() }),
});
export type StaffSession = z.infer<typeof StaffSession>;

/** A decision that only needs its reason. */
export const Decide = z.strictObject({ reason: Reason });
export type Decide = z.infer<typeof Decide>;

/** A yes or no with its reason. */
export const Review = z.strictObject({ approve: z.boolean(), reason: Reason });
export type Review = z.infer<typeof Review>;

// Orders

export const StaffOrderQuery = z.strictObject({
  ...PageQuery.shape,
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

/** staff_list_orders(shop, status, number, after, page_size) */
export const StaffOrderPage = pageOf(StaffOrderSummary);
export type StaffOrderPage = z.infer<typeof StaffOrderPage>;

export const PaymentAttemptStatus = z.enum(["open", "paid", "closed", "failed"]);
export type PaymentAttemptStatus = z.infer<typeof PaymentAttemptStatus>;

export const RefundStatus = z.enum(["refunding", "refunded", "refund_failed", "given_up"]);
export type RefundStatus = z.infer<typeof RefundStatus>;

/** A refund with its attempts at WeChat. */
export const Refund = z.object({
  id: Id,
  after_sale_id: Id.nullable(),
  cause: z.string(),
  status: RefundStatus,
  goods_fen: Fen,
  freight_fen: Fen,
  amount_fen: Fen,
  attempts: z.array(z.object({
    id: Id,
    out_refund_no: z.string(),
    status: z.string(),
    fail_reason: z.string().nullable(),
    created_at: At,
  })),
  created_at: At,
  finished_at: At.nullable(),
});
export type Refund = z.infer<typeof Refund>;

/** A commission as staff see it: whose it is, and what holds it. */
export const StaffCommission = z.object({
  ...Commission.shape,
  distributor_id: Id,
  distributor: z.string(),
  order_id: Id,
  open_holds: z.array(z.object({ id: Id, reason: z.string(), note: z.string().nullable() })),
});
export type StaffCommission = z.infer<typeof StaffCommission>;

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
    status: z.string(),
    amount_fen: Fen,
    transaction_id: z.string().nullable(),
    created_at: At,
    paid_at: At.nullable(),
  })),
  refunds: z.array(Refund),
  commissions: z.array(StaffCommission),
});
export type StaffOrder = z.infer<typeof StaffOrder>;

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

// After-sales

/** refund_order(shop, order_id, reason, lines): the shop's own wish. Without `lines` all that is left. */
export const RefundOrder = RequestAfterSale.pick({ lines: true, reason: true });
export type RefundOrder = z.infer<typeof RefundOrder>;

export const StaffAfterSale = z.object({ ...AfterSale.shape, buyer: z.string() });
export type StaffAfterSale = z.infer<typeof StaffAfterSale>;

export const StaffAfterSaleQuery = z.strictObject({
  ...PageQuery.shape,
  status: AfterSaleStatus.optional(),
});
export type StaffAfterSaleQuery = z.infer<typeof StaffAfterSaleQuery>;

/** list_after_sales(shop, status, after, page_size) */
export const StaffAfterSalePage = pageOf(StaffAfterSale);
export type StaffAfterSalePage = z.infer<typeof StaffAfterSalePage>;

// Distributors

/** A distributor as staff see him, his sums as DistributorBalances has them; the answer of every decision about him. */
export const StaffDistributor = z.object({
  ...Distributor.shape,
  member_id: Id,
  label: z.string(),
  note: z.string().nullable(),
  parent_id: Id.nullable(),
  available_fen: SignedFen,
  pending_fen: Fen,
  held_fen: Fen,
  customer_count: z.int().nonnegative(),
  team_count: z.int().nonnegative(),
});
export type StaffDistributor = z.infer<typeof StaffDistributor>;

export const StaffDistributorQuery = z.strictObject({
  ...PageQuery.shape,
  status: DistributorStatus.optional(),
  query: z.string().trim().max(40).optional(),
  parent: Id.optional(),
});
export type StaffDistributorQuery = z.infer<typeof StaffDistributorQuery>;

/** list_distributors(shop, status, query, parent, after, page_size); `query`: the beginning of a code, or a name. */
export const StaffDistributorPage = pageOf(StaffDistributor);
export type StaffDistributorPage = z.infer<typeof StaffDistributorPage>;

/** One step in a distributor's life; `by` is the staff member, null when it was his own or the system's. */
export const DistributorChange = z.object({
  change: z.enum([
    "applied",
    "approved",
    "rejected",
    "suspended",
    "restored",
    "expelled",
    "parent",
  ]),
  from_parent_id: Id.nullable(),
  to_parent_id: Id.nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  created_at: At,
});
export type DistributorChange = z.infer<typeof DistributorChange>;

/** get_distributor(shop, distributor_id): one distributor with his history, the newest first. */
export const StaffDistributorDetail = z.object({
  ...StaffDistributor.shape,
  changes: z.array(DistributorChange),
});
export type StaffDistributorDetail = z.infer<typeof StaffDistributorDetail>;

/** `parent_id` null clears the parent. */
export const MoveParent = z.strictObject({ parent_id: Id.nullable(), reason: Reason });
export type MoveParent = z.infer<typeof MoveParent>;

// Commission

export const StaffCommissionQuery = z.strictObject({
  ...PageQuery.shape,
  status: CommissionStatus.optional(),
  distributor: Id.optional(),
});
export type StaffCommissionQuery = z.infer<typeof StaffCommissionQuery>;

/** staff_list_commissions(shop, status, distributor, after, page_size) */
export const StaffCommissionPage = pageOf(StaffCommission);
export type StaffCommissionPage = z.infer<typeof StaffCommissionPage>;

/** The one rule of a shop for now; refused when both levels together exceed the cap. */
export const CommissionRule = z.strictObject({
  level1_bps: Bps,
  level2_bps: Bps,
  cap_bps: Bps.max(5000),
});
export type CommissionRule = z.infer<typeof CommissionRule>;

export const SaveCommissionRule = z.strictObject({ rule: CommissionRule, reason: Reason });
export type SaveCommissionRule = z.infer<typeof SaveCommissionRule>;

export const SavedCommissionRule = z.object({
  id: Id,
  level1_bps: Bps,
  level2_bps: Bps,
  cap_bps: Bps,
  valid_from: At,
});
export type SavedCommissionRule = z.infer<typeof SavedCommissionRule>;

// Withdrawals

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

// Catalogue and settings

export const SaveCategory = z.strictObject({
  id: Id.optional(),
  name: z.string().trim().min(1).max(20),
  image_url: PictureUrl.nullable().default(null),
  position: z.int().min(0).max(9999).default(0),
  is_visible: z.boolean().default(true),
});
export type SaveCategory = z.infer<typeof SaveCategory>;

export const SaveCategoryRequest = z.strictObject({ category: SaveCategory, reason: Reason });
export type SaveCategoryRequest = z.infer<typeof SaveCategoryRequest>;

/** save_category(shop, category, reason) */
export const SavedCategory = z.object({ id: Id });
export type SavedCategory = z.infer<typeof SavedCategory>;

export const SaveSku = z.strictObject({
  id: Id.optional(),
  code: z.string().trim().max(40).nullable().default(null),
  values: z.array(z.string().trim().min(1).max(30)).max(4),
  price_fen: Fen,
  list_price_fen: Fen.nullable().default(null),
  image_url: PictureUrl.nullable().default(null),
  initial_stock: z.int().min(0).max(1_000_000).default(0),
});
export type SaveSku = z.infer<typeof SaveSku>;

/** A product whole: SKUs that are not named go off sale; `initial_stock` counts for new ones only. */
export const SaveProduct = z.strictObject({
  id: Id.optional(),
  category_id: Id.nullable().default(null),
  title: z.string().trim().min(1).max(60),
  subtitle: z.string().trim().max(80).nullable().default(null),
  images: z.array(PictureUrl).max(9).default([]),
  description: z.string().max(5000).nullable().default(null),
  detail_images: z.array(PictureUrl).max(30).default([]),
  specs: z.array(z.strictObject({
    name: z.string().trim().min(1).max(20),
    values: z.array(z.string().trim().min(1).max(30)).min(1).max(50),
  })).max(4).default([]),
  skus: z.array(SaveSku).min(1).max(200),
  purchase_limit: Quantity.nullable().default(null),
  on_sale: z.boolean().default(true),
  distributable: z.boolean().optional(),
  position: z.int().min(0).max(9999).default(0),
});
export type SaveProduct = z.infer<typeof SaveProduct>;

export const SaveProductRequest = z.strictObject({ product: SaveProduct, reason: Reason });
export type SaveProductRequest = z.infer<typeof SaveProductRequest>;

/** save_product(shop, product, reason) */
export const SavedProduct = z.object({ id: Id, skus: z.array(Id) });
export type SavedProduct = z.infer<typeof SavedProduct>;

export const SetProductStatus = z.strictObject({ on_sale: z.boolean(), reason: Reason });
export type SetProductStatus = z.infer<typeof SetProductStatus>;

export const SetPrice = z.strictObject({ price_fen: Fen, reason: Reason });
export type SetPrice = z.infer<typeof SetPrice>;

export const AdjustStock = z.strictObject({
  delta: z.int().min(-1_000_000).max(1_000_000).refine((delta) => delta !== 0, {
    message: "变动不能为零",
  }),
  reason: Reason,
});
export type AdjustStock = z.infer<typeof AdjustStock>;

export const ProductStatus = z.enum(["draft", "on_sale", "off_sale"]);
export type ProductStatus = z.infer<typeof ProductStatus>;

/** A product as staff see it: on sale or not, every SKU with its price and exact stock. */
export const StaffProduct = z.object({
  id: Id,
  title: z.string(),
  image_url: z.string().nullable(),
  status: ProductStatus,
  distributable: z.boolean(),
  price_fen: Fen,
  price_max_fen: Fen,
  sold_count: z.int().nonnegative(),
  updated_at: At,
  skus: z.array(z.object({
    id: Id,
    spec: z.string(),
    code: z.string().nullable(),
    on_sale: z.boolean(),
    price_fen: Fen,
    list_price_fen: Fen.nullable(),
    available: z.int().nonnegative(),
  })),
});
export type StaffProduct = z.infer<typeof StaffProduct>;

export const StaffProductQuery = z.strictObject({
  ...PageQuery.shape,
  status: ProductStatus.optional(),
  query: z.string().trim().max(50).optional(),
});
export type StaffProductQuery = z.infer<typeof StaffProductQuery>;

/** staff_list_products(shop, status, query, after, page_size) */
export const StaffProductPage = pageOf(StaffProduct);
export type StaffProductPage = z.infer<typeof StaffProductPage>;

export const StockLine = z.object({
  sku_id: Id,
  product_id: Id,
  title: z.string(),
  spec: z.string(),
  code: z.string().nullable(),
  available: z.int().nonnegative(),
});
export type StockLine = z.infer<typeof StockLine>;

/** list_stock(shop, after, page_size) */
export const StockPage = pageOf(StockLine);
export type StockPage = z.infer<typeof StockPage>;

/** What staff write when choosing how withdrawals work. */
export const WithdrawalRule = z.strictObject({
  min_fen: Fen.min(10),
  max_fen: Fen.min(10).max(199_999),
  daily_count: z.int().min(1),
  daily_fen: Fen.min(1),
  monthly_fen: Fen.min(1),
  fee_bps: Bps.max(2000),
  days_between: z.int().min(0).max(90),
  one_open: z.boolean(),
  review_above_fen: Fen,
  large_above_fen: Fen,
});
export type WithdrawalRule = z.infer<typeof WithdrawalRule>;

/** What a shop may choose, named as the columns of `shop.settings`. */
export const ShopSettings = z.strictObject({
  freight_fen: Fen,
  free_freight_from_fen: Fen.nullable(),
  discount_from_fen: Fen.min(1).nullable(),
  discount_fen: Fen,
  binding_mode: z.enum(["protected", "permanent", "newest"]),
  protection_days: z.int().min(1).max(365),
  bindable: z.enum(["everyone", "no_paid_order"]),
  purchase_renews_protection: z.boolean(),
  self_purchase_commission: z.boolean(),
  distribution_levels: z.int().min(1).max(2),
  distributor_review: z.enum(["manual", "automatic"]),
  terms_version: z.string().trim().min(1).max(40),
  order_timeout_minutes: z.int().min(5).max(1440),
  auto_receive_days: z.int().min(1).max(60),
  after_sale_days: z.int().min(0).max(90),
  after_sale_review_days: z.int().min(1).max(30),
  after_sale_return_days: z.int().min(1).max(60),
  after_sale_inspect_days: z.int().min(1).max(30),
  settle_days: z.int().min(0).max(60),
  max_unpaid_orders: z.int().min(1).max(1000),
  withdrawal: WithdrawalRule.partial(),
});
export type ShopSettings = z.infer<typeof ShopSettings>;

/** save_shop_settings(shop, settings, reason): only named fields change; answers all of them. */
export const SaveShopSettings = z.strictObject({
  settings: ShopSettings.partial(),
  reason: Reason,
});
export type SaveShopSettings = z.infer<typeof SaveShopSettings>;

// People, keys

export const StaffMember = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  role: StaffRole,
  status: z.enum(["active", "left"]),
  created_at: At,
});
export type StaffMember = z.infer<typeof StaffMember>;

/** list_staff(shop) */
export const StaffMembers = z.object({ items: z.array(StaffMember) });
export type StaffMembers = z.infer<typeof StaffMembers>;

/** add_staff(shop, email, name, role, reason): somebody with an account of Supabase Auth. */
export const AddStaff = z.strictObject({
  email: z.email(),
  name: z.string().trim().min(1).max(40),
  role: StaffRole,
  reason: Reason,
});
export type AddStaff = z.infer<typeof AddStaff>;

/** set_staff(shop, staff_id, role, status, reason) */
export const SetStaff = z.strictObject({
  role: StaffRole,
  status: z.enum(["active", "left"]),
  reason: Reason,
});
export type SetStaff = z.infer<typeof SetStaff>;

/** A key of the shop at WeChat. Checked for its form, sealed before SQL sees it, and nobody reads it back. */
export const SaveCredential = z.strictObject({
  kind: CredentialKind,
  serial: z.string().trim().max(80).optional(),
  value: z.string().trim().min(1).max(8000)
    .meta({ examples: ["0123456789abcdef0123456789abcdef"] }),
  active_until: At.optional(),
  reason: Reason,
});
export type SaveCredential = z.infer<typeof SaveCredential>;

/** save_credential(shop, credential, reason) */
export const SavedCredential = z.object({
  id: Id,
  kind: CredentialKind,
  serial: z.string().nullable(),
});
export type SavedCredential = z.infer<typeof SavedCredential>;
