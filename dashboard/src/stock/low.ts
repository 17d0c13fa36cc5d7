import { useQuery } from "@tanstack/react-query";
import type { StockPage } from "@/contracts/staff/stock.ts";
import { get } from "../lib/api.ts";
import type { ViewKey } from "../lib/list.ts";

const key: ViewKey = ["low-stock"];

/**
 * How many SKUs run out: what the goods page needs of the stock. Every order may change it, so it is asked for now and then
 * and not for each.
 */
export function useLowStock(): number {
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => get<StockPage>("/staff/stock", { which: "low", page_size: 1 }),
    refetchInterval: 60_000,
  });
  return data?.total ?? 0;
}
