import { z } from "zod";
import { Distributor, DistributorStatus } from "../distributors.ts";
import { Fen, SignedFen } from "../money.ts";
import { StaffOrderSummary } from "./orders.ts";
import { pageOf, sortedPageOf, SortedQuery, sortsOf } from "../paging.ts";
import { ShareChannel, SharePage } from "../shares.ts";
import { TakenBy } from "./imports.ts";
import { At, Id, Reason, ShareToken } from "../values.ts";

/** A distributor as staff see them, sums as in DistributorBalances; the answer of every decision about a distributor. */
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
  /** Kept of the goods in orders of the last 30 days of which this distributor is level 1. */
  kept_sales_fen: Fen,
});
export type StaffDistributor = z.infer<typeof StaffDistributor>;

export const StaffDistributorQuery = z.strictObject({
  ...SortedQuery.shape,
  sort: sortsOf("applied_at", "approved_at", "available_fen").default("-applied_at"),
  status: DistributorStatus.optional(),
  query: z.string().trim().max(40).optional(),
  parent: Id.optional(),
  tier: z.coerce.number().int().min(1).max(9).optional(),
});
export type StaffDistributorQuery = z.infer<typeof StaffDistributorQuery>;

/** list_distributors(shop, status, query, parent, sort, after, page_size, tier); `query`: a code's beginning, or a name. */
export const StaffDistributorPage = sortedPageOf(StaffDistributor);
export type StaffDistributorPage = z.infer<typeof StaffDistributorPage>;

/** One step in a distributor's life; `by` is the staff member, null when the distributor or the system did it. */
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

/** get_distributor(shop, distributor_id): one distributor with the history, the newest first. */
export const StaffDistributorDetail = z.object({
  ...StaffDistributor.shape,
  changes: z.array(DistributorChange),
});
export type StaffDistributorDetail = z.infer<typeof StaffDistributorDetail>;

/** `parent_id` null clears the parent. */
export const MoveParent = z.strictObject({ parent_id: Id.nullable(), reason: Reason });
export type MoveParent = z.infer<typeof MoveParent>;

/** An opened card as evidence: opened first and last within its ten minutes, and how often. */
export const ClickEvidence = z.object({
  id: Id,
  opened_at: At,
  last_opened_at: At,
  openings: z.int().positive(),
  scene: z.int().nullable(),
  before_sign_in: z.boolean(),
  share: z.object({
    token: ShareToken,
    page: SharePage,
    product_id: Id.nullable(),
    campaign: z.string().nullable(),
    channel: ShareChannel,
    revoked_at: At.nullable(),
    /** A channel code of the shop, which is stopped where it stands. */
    is_code: z.boolean(),
  }),
});
export type ClickEvidence = z.infer<typeof ClickEvidence>;

/** One time that a member was bound. `click` is null when it was no click, or clicks that old are gone. */
export const BindingPeriod = z.object({
  id: Id,
  distributor: z.object({ id: Id, code: z.string(), label: z.string() }),
  cause: z.enum(["click", "sign_in", "staff", "import"]),
  bound_at: At,
  protected_until: At.nullable(),
  ended_at: At.nullable(),
  ended_cause: z.enum(["rebound", "expelled", "staff"]).nullable(),
  click: ClickEvidence.nullable(),
  /** The row of a file that made it. */
  imported: z.object({
    file_name: z.string(),
    line: z.int().positive(),
    taken_by: TakenBy.nullable(),
    imported_at: At,
    by: z.string(),
  }).nullable(),
});
export type BindingPeriod = z.infer<typeof BindingPeriod>;

/** list_bindings(shop, member_id, after, page_size) */
export const BindingPeriodPage = pageOf(BindingPeriod);
export type BindingPeriodPage = z.infer<typeof BindingPeriodPage>;

/** Somebody who is or was bound to a distributor, under a label; `kept_fen` was kept of the goods bought under this binding. */
export const DistributorCustomer = z.object({
  id: Id,
  member_id: Id,
  label: z.string(),
  cause: BindingPeriod.shape.cause,
  bound_at: At,
  protected_until: At.nullable(),
  ended_at: At.nullable(),
  ended_cause: BindingPeriod.shape.ended_cause,
  order_count: z.int().nonnegative(),
  kept_fen: Fen,
});
export type DistributorCustomer = z.infer<typeof DistributorCustomer>;

/** list_distributor_customers(shop, distributor_id, after, page_size) */
export const DistributorCustomerPage = pageOf(DistributorCustomer);
export type DistributorCustomerPage = z.infer<typeof DistributorCustomerPage>;

/** A paid order in which a distributor is level 1, or earns on level 2; `kept_fen` is his commission of it. */
export const DistributorOrder = z.object({
  ...StaffOrderSummary.shape,
  level: z.int().min(1).max(2),
  kept_fen: Fen,
});
export type DistributorOrder = z.infer<typeof DistributorOrder>;

/** list_distributor_orders(shop, distributor_id, after, page_size) */
export const DistributorOrderPage = pageOf(DistributorOrder);
export type DistributorOrderPage = z.infer<typeof DistributorOrderPage>;
