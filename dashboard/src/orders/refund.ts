import type { Commission } from "@/contracts/distributors.ts";
import type { StaffOrder } from "@/contracts/staff/orders.ts";

type OrderLine = StaffOrder["lines"][number];

/** What is to be refunded: how many pieces of which line. */
export interface Pieces {
  line_no: number;
  quantity: number;
}

/** What a refund will do, shown before it is done. `freight_most_fen` is exact when `is_all`. */
export interface RefundPreview {
  quantity: number;
  goods_fen: number;
  freight_most_fen: number;
  commission_fen: number;
  is_all: boolean;
}

/** A line with an after-sale under way: the API refuses a second one about it. */
export function isBusy(line: OrderLine): boolean {
  return line.refundable_quantity < line.quantity - line.refunded_quantity;
}

/**
 * What some pieces of what is left give back: remaining − floor(remaining × pieces left ÷ pieces before).
 * The same rule as `private.piece_fen`.
 */
export function pieceFen(remaining_fen: number, quantity: number, before: number): number {
  if (quantity >= before) return remaining_fen;
  return remaining_fen - Math.floor((remaining_fen * (before - quantity)) / before);
}

/** What remains of a commission when `remaining_base_fen` of its base is still paid for. */
function remainingCommission(one: Commission, remaining_base_fen: number): number {
  if (one.base_fen === 0) return 0;
  const whole = BigInt(one.commission_fen) * BigInt(remaining_base_fen);
  return Number(whole / BigInt(one.base_fen));
}

/** The sums of a refund before it is made. Commission that is void already is not taken again. */
export function previewRefund(order: StaffOrder, pieces: Pieces[]): RefundPreview {
  const left = order.lines.filter((line) => line.refundable_quantity > 0);
  const chosen = pieces.filter(({ quantity }) => quantity > 0);
  let goods_fen = 0;
  let commission_fen = 0;
  for (const { line_no, quantity } of chosen) {
    const line = left.find((one) => one.line_no === line_no);
    if (!line) continue;
    const fen = pieceFen(line.refundable_fen, quantity, line.refundable_quantity);
    goods_fen += fen;
    for (const one of order.commissions) {
      if (one.line_no !== line_no || one.status === "void") continue;
      commission_fen += Math.max(
        0,
        one.remaining_fen - remainingCommission(one, line.refundable_fen - fen),
      );
    }
  }
  const is_all = left.length > 0 &&
    left.every((line) =>
      chosen.some(({ line_no, quantity }) =>
        line_no === line.line_no && quantity >= line.refundable_quantity
      )
    );
  return {
    quantity: chosen.reduce((sum, one) => sum + one.quantity, 0),
    goods_fen,
    freight_most_fen: chosen.length ? order.refundable_freight_fen : 0,
    commission_fen,
    is_all,
  };
}
