import type { OrderSummary } from "@/contracts/orders.ts";
import { moment } from "../../../utils/time";
import { statusWord } from "../words";

/** An order as its card shows it. */
export interface ListedOrder extends OrderSummary {
  word: string;
  placed: string;
  /** Lines that the card leaves out. */
  rest: number;
  /** It has left the tab; its place in the list stays, so that the cards below need not move. */
  gone: boolean;
}

const lines_shown = 3;

export function listed(order: OrderSummary): ListedOrder {
  const lines = order.lines.slice(0, lines_shown);
  const word = order.after_sale_open ? `${statusWord(order)} · 售后中` : statusWord(order);
  const rest = order.lines.length - lines.length;
  return { ...order, lines, word, placed: moment(order.placed_at), rest, gone: false };
}

/**
 * What a changed state of an order does to its card, by path: it stays where it stands, or leaves a tab that it is
 * not of.
 */
export function followed(
  items: ListedOrder[],
  { id, status }: Pick<OrderSummary, "id" | "status">,
  tab: string,
): Record<string, unknown> {
  const at = items.findIndex((order) => order.id === id);
  if (at < 0) return {};
  const gone = tab !== "" && tab !== "after_sale" && tab !== status;
  const word = statusWord({ status });
  return {
    [`items[${at}].status`]: status,
    [`items[${at}].word`]: word,
    [`items[${at}].gone`]: gone,
  };
}
