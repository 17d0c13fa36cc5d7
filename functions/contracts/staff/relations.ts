import { z } from "zod";
import { BindingState, Customer, DistributorStatus } from "../distributors.ts";
import { sortedPageOf, SortedQuery, sortsOf } from "../paging.ts";
import { BindingReply } from "../shares.ts";
import { Id, Reason } from "../values.ts";
import { BindingPeriod } from "./distributors.ts";

/** Who is bound to whom now; sums as in Customer. */
export const Relation = z.object({
  ...Customer.shape,
  id: Id,
  member_id: Id,
  cause: BindingPeriod.shape.cause,
  distributor: z.object({
    id: Id,
    code: z.string(),
    label: z.string(),
    status: DistributorStatus,
  }),
});
export type Relation = z.infer<typeof Relation>;

export const RelationQuery = z.strictObject({
  ...SortedQuery.shape,
  sort: sortsOf("bound_at", "protected_until").default("-bound_at"),
  state: BindingState.optional(),
  query: z.string().trim().max(40).optional(),
  distributor: Id.optional(),
});
export type RelationQuery = z.infer<typeof RelationQuery>;

/** list_relations(shop, state, query, distributor, sort, after, page_size) */
export const RelationPage = sortedPageOf(Relation);
export type RelationPage = z.infer<typeof RelationPage>;

/** `distributor_id` null ends the binding. */
export const MoveBinding = z.strictObject({ distributor_id: Id.nullable(), reason: Reason });
export type MoveBinding = z.infer<typeof MoveBinding>;

/** move_binding(shop, member_id, reason, idempotency_key, distributor_id) */
export const MovedBinding = BindingReply;
export type MovedBinding = z.infer<typeof MovedBinding>;
