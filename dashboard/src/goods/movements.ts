import type { CloseReason } from "@/contracts/orders.ts";
import type { StockMovement } from "@/contracts/staff/stock.ts";
import { actorWords } from "../audit/words.ts";
import { close_words } from "../orders/words.ts";

type Told = Pick<StockMovement, "cause" | "actor_kind" | "by" | "reason">;

/** The actor of a stock movement and its reason; a reason of the buyer is said to be the buyer's, not the actor's. */
export function movementSaid({ cause, actor_kind, by, reason }: Told): string {
  const who = actorWords(actor_kind, by);
  if (!reason) return who;
  if (cause === "release" && reason in close_words) {
    return `${who}：${close_words[reason as CloseReason]}`;
  }
  return `${who}${reason.startsWith("买家原因：") ? "，" : "："}${reason}`;
}
