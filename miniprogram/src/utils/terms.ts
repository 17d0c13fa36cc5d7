import type { Shop } from "@/contracts/catalog.ts";
import { shortYuan } from "./money";

/** What a shop takes off and asks for sending, in a few words: the same on every page. */

export function discountWords({ discount }: Pick<Shop, "discount">): string {
  if (!discount) return "";
  return `满 ${shortYuan(discount.threshold_fen)} 减 ${shortYuan(discount.reduce_fen)} 元`;
}

type Freight = Pick<Shop, "freight_fen" | "free_freight_from_fen">;

/** From when on sending costs nothing: always, from a sum on, or never (empty). */
export function freeFreightWords(
  { freight_fen, free_freight_from_fen: from_fen }: Freight,
): string {
  if (freight_fen === 0 || from_fen === 0) return "包邮";
  return from_fen === null ? "" : `满 ${shortYuan(from_fen)} 元包邮`;
}

/** What sending costs, whole: the price is followed by when it is nothing. */
export function freightWords(shop: Freight): string {
  const free = freeFreightWords(shop);
  if (free === "包邮") return free;
  return [`运费 ${shortYuan(shop.freight_fen)} 元`, free].filter(Boolean).join("，");
}
