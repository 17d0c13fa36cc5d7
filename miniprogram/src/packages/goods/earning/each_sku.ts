import type { Product } from "@/contracts/catalog.ts";
import type { EarningWhy } from "@/contracts/earnings.ts";

type Named = Pick<Product, "skus">;
type Earned = Pick<EarningWhy, "lowest_fen" | "highest_fen" | "skus">;

/** What each SKU earns, by the name people choose it by; nothing where all earn the same. */
export function eachSku(product: Named, why: Earned): { name: string; earned_fen: number }[] {
  if (why.lowest_fen === why.highest_fen) return [];
  return why.skus.map(({ sku_id, earned_fen }) => {
    const sku = product.skus.find(({ id }) => id === sku_id);
    return { name: sku?.values.join(" ") || "其他规格", earned_fen };
  });
}
