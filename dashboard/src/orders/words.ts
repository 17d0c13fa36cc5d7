import type { AfterSaleStatus } from "@/contracts/after_sales.ts";
import type { CloseReason, OrderEvent, OrderStatus } from "@/contracts/orders.ts";
import type { PaymentAttemptStatus, RefundCause, RefundStatus } from "@/contracts/staff/orders.ts";
import { after_sale_kind_words, order_words as words } from "@/contracts/words.ts";
import type { Tone } from "../ui/tone.ts";

/** A state as a tag shows it. */
type Words<T extends string> = Record<T, { text: string; tone: Tone }>;

export const order_words: Words<OrderStatus> = {
  pending_payment: { text: words.pending_payment, tone: "warn" },
  paid: { text: words.paid, tone: "brand" },
  shipped: { text: words.shipped, tone: "info" },
  completed: { text: words.completed, tone: "quiet" },
  closed: { text: words.closed, tone: "quiet" },
  refunded: { text: words.refunded, tone: "quiet" },
};

export const close_words: Record<CloseReason, string> = {
  timeout: "超时未付款",
  buyer: "买家取消",
  shop: "商家关闭",
};

export const after_sale_words: Words<AfterSaleStatus> = {
  requested: { text: "待审核", tone: "warn" },
  approved: { text: "已同意", tone: "info" },
  rejected: { text: "已拒绝", tone: "quiet" },
  returning: { text: "等待退货", tone: "info" },
  received: { text: "已收到退货", tone: "info" },
  refunding: { text: "退款中", tone: "info" },
  refunded: { text: "已退款", tone: "quiet" },
  refund_failed: { text: "退款失败", tone: "bad" },
  exchanged: { text: "已换货", tone: "quiet" },
  cancelled: { text: "买家已撤销", tone: "quiet" },
};

export const kind_words = after_sale_kind_words;

export const refund_words: Words<RefundStatus> = {
  refunding: { text: "退款中", tone: "info" },
  refunded: { text: "已退回", tone: "quiet" },
  refund_failed: { text: "退款失败", tone: "bad" },
  given_up: { text: "已放弃退款", tone: "quiet" },
};

/** Why money went back. */
export const cause_words: Record<RefundCause, string> = {
  after_sale: "售后退款",
  late_payment: "订单已关闭，退回付款",
  provider: "微信支付侧已退款",
  old_price: "订单已改价，退回原价付款",
  second_payment: "重复付款退回",
};

export const payment_words: Record<PaymentAttemptStatus, string> = {
  open: "待付款",
  closing: "关闭中",
  paid: "已付款",
  closed: "已关闭",
};

const event_words: Record<string, string> = {
  placed: "提交订单",
  price_changed: "商家改价",
  paid: "付款成功",
  shipped: "发出包裹",
  shipment_mended: "更正运单",
  received: "确认收货",
  closed: "订单关闭",
  after_sale_requested: "申请售后",
  after_sale_approved: "同意售后",
  after_sale_rejected: "拒绝售后",
  after_sale_received: "收到退货",
  after_sale_refunded: "退款到账",
  after_sale_refund_failed: "退款失败",
  after_sale_exchanged: "换货完成",
  after_sale_cancelled: "撤销售后",
  after_sale_timeout: "售后到期",
};

const actor_words: Record<OrderEvent["by"], string> = {
  buyer: "买家",
  shop: "商家",
  system: "系统",
  wechat: "微信支付",
};

/** One step of an order's history: what, by whom, and the note as people read it. */
export function eventWords(event: OrderEvent): { what: string; by: string; note: string | null } {
  const note = event.event === "closed" && event.note && event.note in close_words
    ? close_words[event.note as CloseReason]
    : event.note;
  return { what: event_words[event.event] ?? "状态变化", by: actor_words[event.by], note };
}
