import type { LineAgain } from "@/contracts/orders.ts";
import { problemWords } from "../checkout/quoted";

/** The lines that cannot be bought again in full, each with the reason; empty when all can. */
export function missingWords(lines: LineAgain[]): string {
  return lines
    .filter(({ wanted, quantity }) => quantity < wanted)
    .map((line) => `${[line.title, line.spec].filter(Boolean).join(" ")}：${whyWords(line)}`)
    .join("\n");
}

function whyWords({ code, quantity }: LineAgain): string {
  if (code === "CART_FULL") return "购物车放满了";
  if (code === "PURCHASE_LIMIT" && quantity > 0) return `每人限购，只能再买 ${quantity} 件`;
  return problemWords({ code: code ?? "OUT_OF_STOCK", available: quantity });
}
