import type { AfterSaleLineRequest } from "@/contracts/after_sales.ts";
import type { Order, OrderLine } from "@/contracts/orders.ts";
import { after_sale_states } from "@/contracts/states.ts";

/** What a person may ask back; how much that would be is the server's to say. */

export type Kind = "refund_only" | "return_refund";

/** A line as the form shows it: `most` may be asked back, `quantity` is. */
export interface AskedLine {
  line_no: number;
  title: string;
  spec: string;
  image_url: string | null;
  price_fen: number;
  most: number;
  quantity: number;
}

/** Goods can only be sent back after some have been sent out. */
export function kindsFor(order: Order): Kind[] {
  const can_return = order.lines.some((line) => mostOf(line, "return_refund") > 0);
  return can_return ? ["refund_only", "return_refund"] : ["refund_only"];
}

/** The lines that this kind may name, at first all of each. */
export function askableLines(order: Order, kind: Kind): AskedLine[] {
  return order.lines
    .map((line) => {
      const most = mostOf(line, kind);
      const { line_no, title, spec, image_url, price_fen } = line;
      return { line_no, title, spec, image_url, price_fen, most, quantity: most };
    })
    .filter((line) => line.most > 0);
}

function mostOf(line: OrderLine, kind: Kind): number {
  if (kind === "refund_only") return line.refundable_quantity;
  const with_buyer = line.shipped_quantity - line.refunded_quantity;
  return Math.max(0, Math.min(line.refundable_quantity, with_buyer));
}

/** Is it everything that is left? Then the request names no lines and brings the freight back too. */
export function isEverything(order: Order, asked: AskedLine[]): boolean {
  if (order.after_sales.some((one) => after_sale_states.open.includes(one.status))) return false;
  return order.lines.every((line) =>
    line.refundable_quantity === 0 ||
    asked.some((one) => one.line_no === line.line_no && one.quantity === line.refundable_quantity)
  );
}

export function requestLines(asked: AskedLine[]): AfterSaleLineRequest[] {
  return asked
    .filter((line) => line.quantity > 0)
    .map(({ line_no, quantity }) => ({ line_no, quantity }));
}
