import { formatFen } from "@/contracts/format.ts";
import type { LiveMessage } from "@/contracts/realtime.ts";

interface Words {
  text: string;
  /** Where to look at it. */
  to?: string;
}

/** A live message for people; undefined for what is no news to them. */
export function wordsOf({ kind, id, delta, status }: LiveMessage): Words | undefined {
  switch (kind) {
    case "click.recorded":
      return { text: "有人打开了分享" };
    case "order.placed":
      return { text: "新订单，等待付款", to: `/orders?order=${id}` };
    case "order.paid":
      return { text: `付款 ${formatFen(delta?.paid_fen ?? 0)}`, to: `/orders?order=${id}` };
    case "order.refunded":
      return { text: `退款 ${formatFen(delta?.refunded_fen ?? 0)}`, to: "/orders?status=refunded" };
    case "order.changed":
      return order_words[status ?? ""]
        ? { text: order_words[status ?? ""]!, to: `/orders?order=${id}` }
        : undefined;
    case "after_sale.changed":
      return status === "requested"
        ? { text: "新的售后申请", to: "/orders?view=after-sales" }
        : undefined;
    case "distributor.changed":
      return status === "applied"
        ? { text: "新的推广员申请", to: "/distributors?status=applied" }
        : undefined;
    case "withdrawal.changed":
      return status === "requested"
        ? { text: "新的提现申请", to: "/withdrawals?status=requested" }
        : undefined;
    case "commission.settled":
      return {
        text: `佣金结算 ${formatFen(delta?.commission_settled_fen ?? 0)}`,
        to: "/commissions?status=settled",
      };
    default:
      return undefined;
  }
}

const order_words: Record<string, string> = {
  shipped: "订单已发货",
  completed: "买家已收货",
  closed: "订单已关闭",
};
