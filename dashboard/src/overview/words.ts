import { event_kinds } from "@/contracts/events.ts";
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
      return { text: event_kinds[kind].words };
    case "order.placed":
      return { text: event_kinds[kind].words, to: `/orders?order=${id}` };
    case "order.paid":
      return {
        text: `${event_kinds[kind].words} ${formatFen(delta?.paid_fen ?? 0)}`,
        to: `/orders?order=${id}`,
      };
    case "order.refunded":
      return {
        text: `${event_kinds[kind].words} ${formatFen(delta?.refunded_fen ?? 0)}`,
        to: "/orders?status=refunded",
      };
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
        text: `${event_kinds[kind].words} ${formatFen(delta?.commission_settled_fen ?? 0)}`,
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
