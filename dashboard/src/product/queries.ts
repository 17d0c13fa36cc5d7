import type {
  PriceChangePage,
  SavedProduct,
  SaveProductRequest,
  StaffProductDetail,
} from "@/contracts/staff/catalog.ts";
import type { Decide } from "@/contracts/staff/people.ts";
import { get, post, put } from "../lib/api.ts";
import { type Refused, useCommand } from "../lib/command.ts";
import { useList, useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";
import type { Previewed } from "../ui/PreviewCode.tsx";

const touched: View[] = ["products", "product", "prices", "movements", "categories", "audit"];

export function useProduct(product: string | undefined) {
  return useOne(
    ["product", product],
    () => get<StaffProductDetail>(`/staff/products/${product}`),
    product !== undefined,
  );
}

export function useSaveProduct(onDone: (saved: SavedProduct) => void, onRefused: Refused) {
  return useCommand({
    send: (json: SaveProductRequest) => put<SavedProduct>("/staff/products", json),
    done: "商品已保存",
    touched,
    onDone,
    onRefused,
  });
}

export function useArchiveProduct(product: string, onDone: () => void) {
  return useCommand({
    send: (json: Decide) => post(`/staff/products/${product}/archive`, json),
    done: "商品已归档",
    touched,
    onDone,
  });
}

/** What a preview code of a product opens. */
export const previewOf = (product: string): Previewed => ({
  view: ["product", product],
  path: `/staff/products/${product}`,
  pictures: "previews",
});

export function usePriceChanges(product: string) {
  return useList(
    ["prices", product],
    (after) => get<PriceChangePage>(`/staff/products/${product}/price-changes`, { after }),
  );
}
