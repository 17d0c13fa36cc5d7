import type { AfterSaleStatus } from "./after_sales.ts";
import type { CommissionStatus } from "./distributors.ts";
import type { OrderStatus } from "./orders.ts";
import type { RefundStatus } from "./staff/orders.ts";
import type { WithdrawalStatus } from "./withdrawals.ts";

/**
 * What the states of each machine allow, as SQL says it (20260101000140_states.sql, where each word is explained).
 * Only types are imported, so that the mini program can take this file along.
 */

const statesOf = <State extends string>() =>
<Sets extends Record<string, readonly State[]>>(
  sets: Sets,
): { readonly [That in keyof Sets]: readonly State[] } => sets;

export const order_states = statesOf<OrderStatus>()({
  open: ["pending_payment", "paid", "shipped"],
  never_paid: ["pending_payment", "closed"],
  payable: ["pending_payment"],
  closable: ["pending_payment"],
  shippable: ["paid"],
  mendable: ["paid", "shipped"],
  receivable: ["shipped"],
  refundable: ["paid", "shipped", "completed"],
  done: ["completed", "refunded"],
  over: ["completed", "refunded", "closed"],
});

export const after_sale_states = statesOf<AfterSaleStatus>()({
  open: ["requested", "approved", "returning", "received", "refunding", "refund_failed"],
  asking: ["requested", "approved", "returning", "received"],
  booked: ["refunding", "refunded", "refund_failed"],
  waiting: ["requested", "approved", "returning"],
  approvable: ["requested"],
  rejectable: ["requested", "approved", "returning"],
  cancellable: ["requested", "returning"],
  returnable: ["approved", "returning"],
});

export const refund_states = statesOf<RefundStatus>()({
  open: ["refunding", "refund_failed"],
  final: ["refunded", "given_up"],
});

export const withdrawal_states = statesOf<WithdrawalStatus>()({
  final: ["paid", "failed", "cancelled", "rejected"],
  returned: ["failed", "cancelled", "rejected"],
  unsent: ["requested", "approved", "held"],
  reviewable: ["requested", "held"],
  holdable: ["requested", "approved"],
  at_wechat: ["submitted", "processing", "wait_user_confirm"],
  confirmable: ["processing", "wait_user_confirm"],
  droppable: ["approved", "submitted"],
  ended_unpaid: ["failed", "cancelled"],
});

export const commission_states = statesOf<CommissionStatus>()({
  unsettled: ["pending", "held"],
});
