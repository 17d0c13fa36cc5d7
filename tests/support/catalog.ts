/** For tests of goods: a product of two dimensions, saved and read. */
import type { SavedProduct } from "@/contracts/staff/catalog.ts";
import { Mall } from "@/tests/support/mall.ts";

export const anybody = { role: "anon" };

export const reason = "上架";

export interface ProductInput {
  id?: string;
  title: string;
  specs?: { name: string; values: { name: string }[] }[];
  skus: Record<string, unknown>[];
  [field: string]: unknown;
}

export function saveProduct(mall: Mall, product: ProductInput): Promise<SavedProduct> {
  return mall.saveProduct(product, reason);
}
