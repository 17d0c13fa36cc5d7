import type { CloseReason } from "@/contracts/orders.ts";
import type { StockMovement } from "@/contracts/staff/stock.ts";
import { close_words } from "../orders/words.ts";

/** Why stock moved, as people read it: an order that was closed says its own reason by a word. */
export function movementWhy({ cause, reason }: Pick<StockMovement, "cause" | "reason">) {
  return cause === "release" && reason && reason in close_words
    ? close_words[reason as CloseReason]
    : reason;
}
