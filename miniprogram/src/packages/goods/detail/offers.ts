import type { Product } from "@/contracts/catalog.ts";
import { shortYuan } from "../../../utils/money";

/** What the price does not say yet: what is taken off, and what sending costs. */
export function offers(
  { discount, freight_fen }: Pick<Product, "discount" | "freight_fen">,
): string[] {
  const words: string[] = [];
  if (discount) {
    words.push(`满 ${shortYuan(discount.threshold_fen)} 减 ${shortYuan(discount.reduce_fen)} 元`);
  }
  words.push(freight_fen === 0 ? "包邮" : `运费 ${shortYuan(freight_fen)} 元`);
  return words;
}
