import type { OrderSummary } from "@/contracts/orders.ts";
import { moment } from "../../../utils/time";
import { statusWord } from "../words";

/** An order as its card shows it. */
export interface ListedOrder extends OrderSummary {
  word: string;
  placed: string;
  /** Lines that the card leaves out. */
  rest: number;
}

const lines_shown = 3;

export function listed(order: OrderSummary): ListedOrder {
  const lines = order.lines.slice(0, lines_shown);
  const word = order.after_sale_open ? `${statusWord(order)} · 售后中` : statusWord(order);
  const rest = order.lines.length - lines.length;
  return { ...order, lines, word, placed: moment(order.placed_at), rest };
}

/** The cards after an order's state has changed: it stays where it stands, or leaves a tab that it is not of. */
export function followed(
  items: ListedOrder[],
  { id, status }: Pick<OrderSummary, "id" | "status">,
  tab: string,
): ListedOrder[] {
  const stays = tab === "" || tab === "after_sale" || tab === status;
  if (!stays) return items.filter((order) => order.id !== id);
  return items.map((order) =>
    order.id === id ? { ...order, status, word: statusWord({ status }) } : order
  );
}
