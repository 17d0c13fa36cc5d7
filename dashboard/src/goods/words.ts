import type { ProductStatus } from "@/contracts/staff/catalog.ts";
import type { Tone } from "../ui/tone.ts";

export const product_words: Record<ProductStatus, { text: string; tone: Tone }> = {
  draft: { text: "草稿", tone: "quiet" },
  on_sale: { text: "在售", tone: "brand" },
  off_sale: { text: "已下架", tone: "quiet" },
  archived: { text: "已归档", tone: "quiet" },
};
