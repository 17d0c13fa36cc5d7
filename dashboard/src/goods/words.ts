import type { ProductStatus } from "@/contracts/staff/catalog.ts";
import type { Tone } from "../ui/tone.ts";

/** What comes of putting goods on sale and taking them off. */
export const sale_words = {
  on: "商品出现在小程序里，可以购买和分享。",
  off: "商品从小程序里消失，不能再下单；已经下的订单照常处理。",
};

export const product_words: Record<ProductStatus, { text: string; tone: Tone }> = {
  draft: { text: "草稿", tone: "quiet" },
  on_sale: { text: "在售", tone: "brand" },
  off_sale: { text: "已下架", tone: "quiet" },
  archived: { text: "已归档", tone: "quiet" },
};
