import type { CountReport, CountStock, StockPage, StockQuery } from "@/contracts/staff/stock.ts";
import { get, post } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

interface StockFilter {
  which?: StockQuery["which"] | undefined;
  query?: string | undefined;
  sort: StockQuery["sort"];
}

const touched: View[] = ["stock", "low-stock", "products", "product", "movements", "audit"];

export function useStock(filter: StockFilter) {
  return useList(
    ["stock", filter],
    (after) => get<StockPage>("/staff/stock", { ...filter, after, page_size: 50 }),
  );
}

export function useCountStock(onDone: (report: CountReport) => void) {
  return useCommand({
    send: (json: CountStock) => post<CountReport>("/staff/stock/counts", json),
    done: ({ items }) =>
      items.every(({ code }) => code === null) ? `已盘点 ${items.length} 个规格` : undefined,
    touched,
    onDone,
  });
}
