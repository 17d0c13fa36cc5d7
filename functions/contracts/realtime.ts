import { z } from "zod";
import { At, Id } from "./values.ts";

/** Kinds on `member:<id>`; `id` names the thing after the dot's left side, see `LiveMessage`. */
export const MemberMessageKind = z.enum([
  "commission.pending", // id: order · delta {pending_fen}
  "commission.held", // id: order · delta {pending_fen, held_fen}
  "commission.released", // id: order · delta {pending_fen, held_fen}
  "commission.settled", // id: order · delta {pending_fen, available_fen, settled_fen}
  "commission.reversed", // id: refund · delta {pending_fen | held_fen | available_fen}, negative
  "commission.restored", // id: refund · delta {held_fen | available_fen}: the refund was given up
  "commission.void", // id: order · delta {pending_fen | held_fen}, negative
  "withdrawal.changed", // id: withdrawal · status · delta {available_fen, withdrawing_fen, withdrawn_fen}
  "order.changed", // id: order · status
  "after_sale.changed", // id: after-sale · status
  "distributor.changed", // id: distributor · status
]);
export type MemberMessageKind = z.infer<typeof MemberMessageKind>;

/** Kinds on `shop:<id>:live`. */
export const ShopMessageKind = z.enum([
  "click.recorded", // id: share · delta {clicks}
  "order.placed", // id: order · delta {orders}
  "order.paid", // id: order · delta {paid_orders, paid_fen}
  "order.changed", // id: order · status
  "order.refunded", // id: refund · delta {refunded_fen}
  "after_sale.changed", // id: after-sale · status
  "distributor.changed", // id: distributor · status
  "withdrawal.changed", // id: withdrawal · status
  "commission.pending", // id: order · delta {commission_pending_fen}
  "commission.settled", // id: settlement transfer · delta {commission_settled_fen}
  "staff.changed", // id: staff member · status
  "work.added", // id: work row · status: its kind · delta {open_work}
  "work.ended", // id: work row · status · delta {open_work}, negative
]);
export type ShopMessageKind = z.infer<typeof ShopMessageKind>;

/** `delta` holds whole numbers to add, each named as the figure it changes. */
export const LiveMessage = z.object({
  kind: z.union([MemberMessageKind, ShopMessageKind]),
  id: Id,
  at: At,
  delta: z.record(z.string(), z.int()).optional(),
  status: z.string().optional(),
  level: z.int().min(1).max(2).optional(),
});
export type LiveMessage = z.infer<typeof LiveMessage>;
