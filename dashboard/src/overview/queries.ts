import type { Funnel, FunnelBy, Overview } from "@/contracts/insight.ts";
import { get } from "../lib/api.ts";
import { useDay } from "../lib/day.ts";
import { useOne } from "../lib/list.ts";

export const overview_key = ["overview"] as const;

/** Today against yesterday until the same time; after midnight today is another day. */
export function useOverview() {
  return useOne([...overview_key, useDay()], () => get<Overview>("/staff/overview"));
}

/** From share to what was kept, over the past so many days. */
export function useFunnel(days: number, by: FunnelBy) {
  return useOne(
    ["funnel", by, days, useDay()],
    () => get<Funnel>("/staff/funnel", { days, by }),
  );
}
