import type { FunnelBy } from "@/contracts/insight.ts";
import { useFilters } from "../lib/filters.ts";

/** Which days the funnel covers and what its table is about, in the address. */
export function useFunnelFilters() {
  const filters = useFilters();
  const by = filters.get("by") === "product" ? "product" : "distributor";
  const days = [1, 7, 30].find((span) => String(span) === filters.get("days")) ?? 7;
  return {
    by: by as FunnelBy,
    days,
    setBy: (value: FunnelBy) => filters.set({ by: value }),
    setDays: (value: number) => filters.set({ days: String(value) }),
  };
}
