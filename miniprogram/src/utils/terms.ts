import type { Shop } from "@/contracts/catalog.ts";
import type { FreeFreight } from "@/contracts/orders.ts";
import { shortYuan } from "./money";

/** What a shop takes off and asks for sending, in a few words: the same on every page. */

export function discountWords({ discount }: Pick<Shop, "discount">): string {
  if (!discount) return "";
  return `满 ${shortYuan(discount.threshold_fen)} 减 ${shortYuan(discount.reduce_fen)} 元`;
}

type Freight = Pick<
  Shop,
  | "freight_fen"
  | "free_freight_from_fen"
  | "free_freight_from_pieces"
  | "freight_varies"
  | "free_freight_varies"
  | "regions_not_served"
>;

/** From when on sending costs nothing: always, from a sum or a count on, or never (empty). */
export function freeFreightWords(
  {
    freight_fen,
    freight_varies,
    free_freight_varies,
    free_freight_from_fen: from_fen,
    free_freight_from_pieces: from_pieces,
  }: Freight,
): string {
  if ((freight_fen === 0 && !freight_varies) || from_fen === 0) return "包邮";
  const from = [
    from_fen === null ? "" : `${shortYuan(from_fen)} 元`,
    from_pieces === null ? "" : `${from_pieces} 件`,
  ].filter(Boolean).join("或 ");
  return from && `满 ${from}包邮${free_freight_varies ? "（部分地区除外）" : ""}`;
}

/** How much more has to be bought until sending costs nothing; empty where nothing can be promised. */
export function moreForFreeWords(missing: FreeFreight | null | undefined): string {
  if (!missing) return "";
  const { missing_fen, missing_pieces } = missing;
  const more = [
    missing_fen === null ? "" : `¥${shortYuan(missing_fen)} `,
    missing_pieces === null ? "" : `${missing_pieces} 件`,
  ].filter(Boolean).join("或 ");
  return more && `再买 ${more}包邮`;
}

/** Where it is not sent, the first regions by their names. */
function unservedWords({ regions_not_served: regions }: Freight): string {
  if (regions.length === 0) return "";
  return `${regions.slice(0, 3).join("、")}${regions.length > 3 ? "等地" : ""}不配送`;
}

/** What sending costs, whole: the price is followed by when it is nothing, and by where it is not sent. */
export function freightWords(shop: Freight): string {
  const free = freeFreightWords(shop);
  const price = `运费 ${shortYuan(shop.freight_fen)} 元${shop.freight_varies ? "起" : ""}`;
  return [free === "包邮" ? "" : price, free, unservedWords(shop)].filter(Boolean).join("，");
}
