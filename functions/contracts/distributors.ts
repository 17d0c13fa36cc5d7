import { z } from "zod";
import { Bps, Fen, Quantity, SignedFen } from "./money.ts";
import { pageOf, PageQuery, SortedQuery, sortsOf } from "./paging.ts";
import { FigureDays } from "./promoting.ts";
import { CommissionReason } from "./rules.ts";
import { HeldTier } from "./tiers.ts";
import { At, Id } from "./values.ts";

export const DistributorStatus = z.enum([
  "applied",
  "approved",
  "rejected",
  "suspended",
  "expelled",
]);
export type DistributorStatus = z.infer<typeof DistributorStatus>;

/** A distributor's own view (apply_distributor). `code` and `approved_at` come with approval. */
export const Distributor = z.object({
  id: Id,
  code: z.string().nullable(),
  status: DistributorStatus,
  status_reason: z.string().nullable(),
  parent: z.object({ code: z.string(), label: z.string() }).nullable(),
  tier: HeldTier.nullable(),
  applied_at: At,
  approved_at: At.nullable(),
});
export type Distributor = z.infer<typeof Distributor>;

/**
 * `available_fen` can be withdrawn now (negative after a reversal) · `pending_fen` and `held_fen`
 * are what remains of commission not settled · `settled_fen` is all that ever settled, less reversals ·
 * `withdrawing_fen` is under way · `withdrawn_fen` has arrived.
 */
export const DistributorBalances = z.object({
  available_fen: SignedFen,
  pending_fen: Fen,
  held_fen: Fen,
  settled_fen: SignedFen,
  withdrawing_fen: Fen,
  withdrawn_fen: Fen,
});
export type DistributorBalances = z.infer<typeof DistributorBalances>;

/** What this shop allows when withdrawing; null limits are none. */
export const WithdrawalTerms = z.object({
  is_open: z.boolean(),
  closed_reason: z.string().nullable(),
  minimum_fen: Fen,
  maximum_fen: Fen,
  fee_bps: Bps,
});
export type WithdrawalTerms = z.infer<typeof WithdrawalTerms>;

/** get_distributor_center(). Without an application `distributor` is null and all figures are 0. */
export const DistributorCenter = z.object({
  distributor: Distributor.nullable(),
  terms_version: z.string(),
  /** The terms have changed since this distributor agreed to them; it stops nothing. */
  terms_due: z.boolean(),
  levels: z.int().min(1).max(2),
  balances: DistributorBalances,
  today: z.object({
    earned_fen: Fen,
    orders: z.int().nonnegative(),
    clicks: z.int().nonnegative(),
  }),
  customer_count: z.int().nonnegative(),
  team_count: z.int().nonnegative(),
  unread_notices: z.int().nonnegative(),
  withdrawal: WithdrawalTerms,
});
export type DistributorCenter = z.infer<typeof DistributorCenter>;

export const CommissionStatus = z.enum(["pending", "held", "settled", "void"]);
export type CommissionStatus = z.infer<typeof CommissionStatus>;

/**
 * The reason in words, as private.explain_commission composed them for both faces: `formula` says where the figure
 * comes from, `source` whose purchase brought it, `settling` when it settles or what it waits for; `steps` go from what
 * was paid to what is left.
 */
export const CommissionExplanation = z.object({
  formula: z.string(),
  source: z.string(),
  settling: z.string(),
  steps: z.array(z.object({ name: z.string(), words: z.string() })),
});
export type CommissionExplanation = z.infer<typeof CommissionExplanation>;

export const HoldReason = z.enum(["after_sale", "risk", "suspension", "expulsion", "staff"]);
export type HoldReason = z.infer<typeof HoldReason>;

/** Of an order, or what a month's volume pays afterwards. */
export const CommissionKind = z.enum(["order", "volume_bonus"]);
export type CommissionKind = z.infer<typeof CommissionKind>;

/**
 * One line, level and kind. `base_fen` was paid for the goods of the line; `remaining_fen` =
 * `commission_fen` − `reversed_fen`. `from` is the buyer, masked, and null on level 2.
 */
export const Commission = z.object({
  id: Id,
  kind: CommissionKind,
  level: z.int().min(1).max(2),
  status: CommissionStatus,
  order_number: z.string(),
  line_no: z.int().positive(),
  product_title: z.string(),
  image_url: z.string().nullable(),
  quantity: Quantity,
  base_fen: Fen,
  commission_fen: Fen,
  reversed_fen: Fen,
  remaining_fen: Fen,
  reason: CommissionReason,
  explanation: CommissionExplanation,
  holds: z.array(HoldReason),
  from: z.string().nullable(),
  created_at: At,
  settle_at: At.nullable(),
  settled_at: At.nullable(),
});
export type Commission = z.infer<typeof Commission>;

/** list_commissions(status, after, page_size) */
export const CommissionQuery = z.strictObject({
  ...PageQuery.shape,
  status: CommissionStatus.optional(),
});
export type CommissionQuery = z.infer<typeof CommissionQuery>;

export const CommissionPage = pageOf(Commission);
export type CommissionPage = z.infer<typeof CommissionPage>;

/** How a binding stands; expiring: within the days that the shop chose (private.binding_state). */
export const BindingState = z.enum(["protected", "expiring", "expired", "newest", "permanent"]);
export type BindingState = z.infer<typeof BindingState>;

/** A buyer bound to me; `label` is masked. `days_left` of protection: 0 when over, null when it never ends. */
export const Customer = z.object({
  binding_id: Id,
  label: z.string(),
  bound_at: At,
  protected_until: At.nullable(),
  state: BindingState,
  days_left: z.int().nonnegative().nullable(),
  order_count: z.int().nonnegative(),
  commission_fen: Fen,
});
export type Customer = z.infer<typeof Customer>;

export const CustomerQuery = z.strictObject({
  ...SortedQuery.shape,
  sort: sortsOf("bound_at", "protected_until").default("-bound_at"),
  state: BindingState.optional(),
});
export type CustomerQuery = z.infer<typeof CustomerQuery>;

/** list_customers(state, sort, after, page_size) */
export const CustomerPage = pageOf(Customer);
export type CustomerPage = z.infer<typeof CustomerPage>;

/** A buyer who was bound to me and is no more; `why` in words, without the other's name. */
export const LostCustomer = z.object({
  binding_id: Id,
  label: z.string(),
  bound_at: At,
  ended_at: At,
  why: z.string(),
});
export type LostCustomer = z.infer<typeof LostCustomer>;

/** list_lost_customers(after, page_size) */
export const LostCustomerPage = pageOf(LostCustomer);
export type LostCustomerPage = z.infer<typeof LostCustomerPage>;

/**
 * A distributor I invited; `commission_fen` is what that distributor's customers brought me on level 2, `period_fen` the
 * part of the days asked for; `kept_orders` are the distributor's own of these days, not given back whole.
 */
export const TeamMember = z.object({
  distributor_id: Id,
  code: z.string().nullable(),
  label: z.string(),
  status: DistributorStatus,
  approved_at: At.nullable(),
  commission_fen: Fen,
  kept_orders: z.int().nonnegative(),
  period_fen: Fen,
});
export type TeamMember = z.infer<typeof TeamMember>;

/** list_team(after, page_size, days) */
export const TeamQuery = z.strictObject({ ...PageQuery.shape, days: FigureDays.default(30) });
export type TeamQuery = z.infer<typeof TeamQuery>;

export const TeamPage = pageOf(TeamMember);
export type TeamPage = z.infer<typeof TeamPage>;
