import type { ShopMessageKind } from "@/contracts/realtime.ts";

/** Which live messages make each view old, by the first part of the view's key; some are old only after a break. */
const moved_by = {
  overview: [
    "click.recorded",
    "order.placed",
    "order.paid",
    "order.refunded",
    "commission.pending",
    "commission.settled",
  ],
  funnel: ["click.recorded", "order.placed", "order.paid", "order.changed", "order.refunded"],
  orders: [
    "order.placed",
    "order.paid",
    "order.changed",
    "order.refunded",
    "after_sale.changed",
  ],
  order: [
    "order.paid",
    "order.changed",
    "order.refunded",
    "after_sale.changed",
    "commission.pending",
    "commission.settled",
  ],
  "after-sales": ["after_sale.changed", "order.refunded"],
  commissions: [
    "commission.pending",
    "commission.settled",
    "order.refunded",
    "after_sale.changed",
    "order.changed",
    "distributor.changed",
  ],
  distributors: [
    "distributor.changed",
    "order.refunded",
    "commission.pending",
    "commission.settled",
    "withdrawal.changed",
  ],
  distributor: [
    "distributor.changed",
    "order.refunded",
    "commission.pending",
    "commission.settled",
    "withdrawal.changed",
  ],
  withdrawals: ["withdrawal.changed"],
  products: ["order.placed", "order.changed", "order.refunded"], // these move stock
  work: ["work.added", "work.ended"],
  staff: ["staff.changed"],
  carriers: [],
  settings: [],
  "shop-status": [],
  "wechat-settings": [],
  "commission-rule": [],
  theme: [],
  credentials: [],
  movements: ["order.placed", "order.changed", "order.refunded"],
  bindings: [],
  leaving: [],
  audit: [],
} satisfies Record<string, ShopMessageKind[]>;

export type View = keyof typeof moved_by;

export function kindsThatMove(view: View): readonly ShopMessageKind[] {
  return moved_by[view];
}
