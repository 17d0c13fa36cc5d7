import type { Shop } from "@/contracts/catalog.ts";
import { shortYuan } from "../../utils/money";

/** What the shop promises everybody, in a few words each. */
export function benefits({ discount, free_freight_from_fen, freight_fen }: Shop): string[] {
  const words: string[] = [];
  if (discount) {
    words.push(`满 ${shortYuan(discount.threshold_fen)} 减 ${shortYuan(discount.reduce_fen)} 元`);
  }
  if (freight_fen === 0) words.push("全场包邮");
  else if (free_freight_from_fen !== null) {
    words.push(`满 ${shortYuan(free_freight_from_fen)} 元包邮`);
  }
  return words;
}
