import type {
  ExportedPage,
  ExportedProduct,
  ExportQuery,
  ImportProducts,
  ImportReport,
} from "@/contracts/staff/product_files.ts";
import { get, post } from "../lib/api.ts";
import type { Send } from "./sending.ts";

/** All products that the list shows under these filters; tells after each page how many there are by now. */
export async function exportedProducts(
  filters: Omit<ExportQuery, "after">,
  tell: (count: number) => void,
): Promise<ExportedProduct[]> {
  const products: ExportedProduct[] = [];
  for (let after: string | undefined, isMore = true; isMore;) {
    const page: ExportedPage = await get("/staff/products/export", { ...filters, after });
    products.push(...page.items);
    tell(products.length);
    after = page.next ?? undefined;
    isMore = page.next !== null;
  }
  return products;
}

export const sendFor = (reason: string): Send => (products) => {
  const json: ImportProducts = { products, reason };
  return post<ImportReport>("/staff/products/import", json);
};
