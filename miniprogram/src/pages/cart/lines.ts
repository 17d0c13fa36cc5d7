import type { Cart, CartLine } from "@/contracts/cart.ts";
import { shortYuan } from "../../utils/money";

/** A line as the cart shows it. */
export interface ShownLine extends CartLine {
  selected: boolean;
  /** What has changed since it was put in, or hinders buying it. */
  note: string;
}

export interface ShownCart {
  lines: ShownLine[];
  /** Lines that cannot be bought any more. */
  invalid: CartLine[];
  all_selected: boolean;
  selected_skus: string[];
  selected_count: number;
  total_fen: number;
}

/** What the cart shows; `unselected` are the SKUs that are left lying for now. */
export function shownCart({ lines }: Pick<Cart, "lines">, unselected: string[]): ShownCart {
  const buyable = lines.filter(isBuyable).map((line) => ({
    ...line,
    selected: !unselected.includes(line.sku_id),
    note: noteOn(line),
  }));
  const selected = buyable.filter((line) => line.selected);
  return {
    lines: buyable,
    invalid: lines.filter((line) => !isBuyable(line)),
    all_selected: buyable.length > 0 && selected.length === buyable.length,
    selected_skus: selected.map((line) => line.sku_id),
    selected_count: selected.reduce((sum, line) => sum + line.quantity, 0),
    total_fen: selected.reduce((sum, line) => sum + line.price_fen * line.quantity, 0),
  };
}

function isBuyable(line: CartLine): boolean {
  return line.on_sale && line.available > 0;
}

function noteOn({ added_price_fen, available, price_fen, quantity }: CartLine): string {
  if (quantity > available) return `仅剩 ${available} 件，请减少数量`;
  const change = price_fen - added_price_fen;
  if (change < 0) return `比加入时降 ¥${shortYuan(-change)}`;
  if (change > 0) return `比加入时涨 ¥${shortYuan(change)}`;
  return available <= 5 ? `仅剩 ${available} 件` : "";
}
