import type { AfterSale } from "@/contracts/after_sales.ts";
import type { Order, OrderEvent, OrderSummary } from "@/contracts/orders.ts";
import { order_words } from "@/contracts/words.ts";
import { moment } from "../../utils/time";

/** The words of orders; what a state is called on both faces stands in contracts/words.ts. */

export function statusWord({ status }: Pick<OrderSummary, "status">): string {
  return status === "shipped" ? order_words.to_receive : order_words[status];
}

const close_reasons = {
  timeout: "超过付款时间，订单已自动关闭",
  buyer: "你取消了这笔订单",
  shop: "商家关闭了这笔订单",
};

/** The sentence below the state on the order's page; the unpaid state has a countdown instead. */
export function statusHint(order: Order, arrives_by: string): string {
  switch (order.status) {
    case "paid":
      return order.shipments.length > 0 ? "部分商品已发出，其余正在准备" : "商家正在准备发货";
    case "shipped":
      return arrives_by ? `${arrives_by} 前没有确认，会自动收货` : "收到后请确认收货";
    case "completed":
      return "谢谢你的信任";
    case "refunded":
      return "款项已按原路退回";
    case "closed":
      return order.close_reason ? close_reasons[order.close_reason] : "订单已关闭";
    default:
      return "";
  }
}

const after_sale_statuses: Record<AfterSale["status"], [word: string, hint: string]> = {
  requested: ["等待商家处理", "商家处理前可以撤销"],
  approved: ["商家已同意", "请把商品寄回，商家收到后换货"],
  rejected: ["商家未同意", "可以联系商家，或重新申请"],
  returning: ["等待退货", "请把商品寄回，商家收到后退款"],
  received: ["商家已收货", "正在准备退款"],
  refunding: ["退款中", "退款会原路回到你的付款账户"],
  refunded: ["已退款", "退款已原路退回"],
  refund_failed: ["退款处理中", "退款没有一次成功，商家正在处理"],
  exchanged: ["换货完成", "换的商品已寄出"],
  cancelled: ["已撤销", "申请已撤销，或超过期限没有寄回"],
};

export function afterSaleWord(status: AfterSale["status"]): string {
  return after_sale_statuses[status][0];
}

export function afterSaleHint(status: AfterSale["status"]): string {
  return after_sale_statuses[status][1];
}

/** By when somebody must act, and what happens otherwise. */
export function dueWords({ due_at, sent_at }: Pick<AfterSale, "due_at" | "sent_at">): string {
  if (!due_at) return "";
  return sent_at
    ? `已登记寄回，商家会在 ${moment(due_at)} 前验收，超期自动退款`
    : `请在 ${moment(due_at)} 前寄回并填写单号，超期自动取消`;
}

const events: Record<string, string> = {
  placed: "提交订单",
  price_changed: "商家修改了价格",
  paid: "付款成功",
  shipped: "商家发货",
  shipment_mended: "商家更正运单",
  received: "确认收货",
  closed: "订单关闭",
  after_sale_requested: "申请售后",
  after_sale_approved: "商家同意售后",
  after_sale_rejected: "商家未同意售后",
  after_sale_received: "商家收到退货",
  after_sale_refunded: "退款完成",
  after_sale_cancelled: "撤销售后",
  after_sale_timeout: "售后到期",
  after_sale_exchanged: "换货完成",
};

export function eventWord(event: OrderEvent): string {
  if (event.event === "received" && event.by === "system") return "到期自动收货";
  if (event.event === "after_sale_requested" && event.by === "shop") return "商家发起退款";
  return events[event.event] || "订单有更新";
}

/** What was said with an event, where it is meant for people. */
export function eventNote(event: OrderEvent): string {
  if (event.event === "closed") {
    const reason = event.note as keyof typeof close_reasons;
    return close_reasons[reason] || event.note || "";
  }
  return event.note || "";
}
