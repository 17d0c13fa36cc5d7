import type { ProductStatus, StaffProduct } from "@/contracts/staff/catalog.ts";
import { mallNow } from "../lib/clock.ts";
import type { Tone } from "../ui/tone.ts";

/** What comes of putting goods on sale and taking them off. */
export const sale_words = {
  on: "商品出现在小程序里，可以购买和分享。",
  off: "商品从小程序里消失，不能再下单；已经下的订单照常处理。",
};

/** The state of a product, that of its sale by the clock included. */
export function saleState(
  { status, sale_from, sale_until }: Pick<StaffProduct, "status" | "sale_from" | "sale_until">,
): { text: string; tone: Tone } {
  if (status === "on_sale" && sale_until && Date.parse(sale_until) <= mallNow()) {
    return { text: "已停售", tone: "quiet" };
  }
  if (status === "on_sale" && sale_from && Date.parse(sale_from) > mallNow()) {
    return { text: "待开售", tone: "warn" };
  }
  return product_words[status];
}

export const product_words: Record<ProductStatus, { text: string; tone: Tone }> = {
  draft: { text: "草稿", tone: "quiet" },
  on_sale: { text: "在售", tone: "brand" },
  off_sale: { text: "已下架", tone: "quiet" },
  archived: { text: "已归档", tone: "quiet" },
};
