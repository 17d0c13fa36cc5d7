import type { CartLine } from "@/contracts/cart.ts";
import { yuan } from "../../utils/money";

/** A line as the cart shows it. */
export interface ShownLine extends CartLine {
  on: boolean;
  /** Why it cannot be bought now, or what has changed; empty when all is well. */
  note: string;
  buyable: boolean;
}

/** Lines with their ticks; what cannot be bought carries none. */
export function shownLines(lines: readonly CartLine[], unticked: ReadonlySet<string>): ShownLine[] {
  return lines.map((line) => {
    const buyable = line.on_sale && line.available > 0;
    return { ...line, buyable, on: buyable && !unticked.has(line.sku_id), note: noteOf(line) };
  });
}

function noteOf({ on_sale, available, quantity, price_fen, added_price_fen }: CartLine): string {
  if (!on_sale) return "已下架";
  if (available === 0) return "已售罄";
  if (available < quantity) return `只剩 ${available} 件`;
  const change = price_fen - added_price_fen;
  if (change < 0) return `比加入时降了 ¥${yuan(-change)}`;
  return change > 0 ? `比加入时涨了 ¥${yuan(change)}` : "";
}

/** What the ticked lines come to, before discounts and freight, in fen. */
export function tickedSum(lines: readonly ShownLine[]): { count: number; sum_fen: number } {
  const ticked = lines.filter(({ on }) => on);
  return {
    count: ticked.reduce((sum, { quantity }) => sum + quantity, 0),
    sum_fen: ticked.reduce((sum, { quantity, price_fen }) => sum + quantity * price_fen, 0),
  };
}
