import type { FunnelBy } from "@/contracts/insight.ts";
import { useFilters } from "../lib/filters.ts";
import { daysOf, sideOf } from "./chosen.ts";

/** Which days the funnel covers and what its table is about, in the address. */
export function useFunnelFilters() {
  const filters = useFilters();
  return {
    by: sideOf(filters.get("by")),
    days: daysOf(filters.get("days")),
    setBy: (value: FunnelBy) => filters.set({ by: value }),
    setDays: (value: number) => filters.set({ days: String(value) }),
  };
}
