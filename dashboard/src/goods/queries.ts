import type {
  SetPrice,
  SetProductStatus,
  StaffProductPage,
  StaffProductQuery,
} from "@/contracts/staff/catalog.ts";
import type {
  AdjustStock,
  StockCause,
  StockLine,
  StockMovementPage,
} from "@/contracts/staff/stock.ts";
import { get, post, put } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

export const touched: View[] = ["products", "movements", "stock", "low-stock", "categories"];

interface ProductFilter {
  status?: string | undefined;
  category_id?: string | undefined;
  query?: string | undefined;
  sort: StaffProductQuery["sort"];
}

export function useProducts(filter: ProductFilter) {
  return useList(
    ["products", filter],
    (after) => get<StaffProductPage>("/staff/products", { ...filter, after }),
  );
}

export function useMovements(sku: string, cause?: StockCause) {
  return useList(
    ["movements", sku, cause],
    (after) => get<StockMovementPage>(`/staff/stock/${sku}/movements`, { after, cause }),
  );
}

export function useSetProductStatus(product: string, onDone: () => void) {
  return useCommand({
    send: (json: SetProductStatus) => put(`/staff/products/${product}/status`, json),
    done: "商品状态已更新",
    touched,
    onDone,
  });
}

export function useSetPrice(sku: string, onDone: () => void) {
  return useCommand({
    send: (json: SetPrice) => put(`/staff/skus/${sku}/price`, json),
    done: "价格已更新",
    touched,
    onDone,
  });
}

export function useAdjustStock(sku: string, onDone: () => void) {
  return useCommand({
    send: (json: AdjustStock) => post<StockLine>(`/staff/stock/${sku}/movements`, json),
    done: "库存已更新",
    touched,
    onDone,
  });
}
