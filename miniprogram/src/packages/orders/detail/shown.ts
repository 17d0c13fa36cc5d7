import type { AfterSale } from "@/contracts/after_sales.ts";
import type { Order } from "@/contracts/orders.ts";
import { after_sale_kind_words } from "@/contracts/words.ts";
import { moment } from "../../../utils/time";
import {
  afterSaleHint,
  afterSaleWord,
  eventNote,
  eventWord,
  statusHint,
  statusWord,
} from "../words";

/** An order's texts as its page shows them; figures and lines are taken from the order itself. */
export function shownOrder(order: Order) {
  const titles = new Map(order.lines.map((line) => [line.line_no, line.title]));
  return {
    status_word: statusWord(order),
    status_hint: statusHint(order, order.auto_receive_at ? moment(order.auto_receive_at) : ""),
    parcels: order.shipments.map((parcel) => ({
      id: parcel.id,
      carrier: parcel.carrier_name,
      tracking_no: parcel.tracking_no,
      shipped: moment(parcel.shipped_at),
      content: parcel.lines
        .map((line) => `${titles.get(line.line_no) || "商品"} ×${line.quantity}`)
        .join("、"),
    })),
    // The newest first, as one looks for what is happening now.
    after_sales: [...order.after_sales].reverse().map(shownAfterSale),
    history: [...order.history].reverse().map((event, index) => ({
      index,
      word: eventWord(event),
      note: eventNote(event),
      at: moment(event.at),
    })),
    /** Whether the bar with the buttons stands there. */
    has_commands: Object.values(order.can).some(Boolean),
    placed: moment(order.placed_at),
    paid: order.paid_at ? moment(order.paid_at) : "",
  };
}

function shownAfterSale(one: AfterSale) {
  return {
    id: one.id,
    word: `${after_sale_kind_words[one.kind]} · ${afterSaleWord(one.status)}`,
    hint: afterSaleHint(one.status),
    payable_fen: one.payable_fen,
  };
}

/** Minutes and seconds left, "29:05"; with hours where there are any; empty when the time is over. */
export function timeLeft(until: string, now: number): string {
  const seconds = Math.ceil((Date.parse(until) - now) / 1000);
  if (seconds <= 0) return "";
  const two = (figure: number) => String(figure).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** How long to wait before an order whose time is over is read again: not at all, then 5 s, doubled up to a minute. */
export function lookAfter(looks: number): number {
  return looks === 0 ? 0 : Math.min(5_000 * 2 ** (looks - 1), 60_000);
}
