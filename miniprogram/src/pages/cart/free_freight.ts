import type { Quote } from "@/contracts/orders.ts";
import { post } from "../../services/request";
import { moreForFreeWords } from "../../utils/terms";

/** As many lines as are quoted at once. */
const most_lines = 50;

/** How much more has to be bought until these are sent free. The cart is as good without knowing it. */
export async function moreForFree(lines: { sku_id: string; quantity: number }[]): Promise<string> {
  if (lines.length === 0 || lines.length > most_lines) return "";
  const quote = await post<Quote>("/quotes", { lines }).catch(() => null);
  return moreForFreeWords(quote?.free_freight);
}
