import type { Funnel, FunnelBy, Overview } from "@/contracts/insight.ts";
import { useOne } from "../lib/list.ts";
import { shopDay } from "../lib/moments.ts";
import { rpc } from "../lib/rpc.ts";

const moving = [
  "click.recorded",
  "order.placed",
  "order.paid",
  "order.refunded",
  "commission.pending",
  "commission.settled",
];

/** Today against yesterday until the same time. */
export function useOverview() {
  return useOne(["overview"], () => rpc<Overview>("get_overview"), moving);
}

/** From share to what was kept, over the past so many days. */
export function useFunnel(days: number, by: FunnelBy) {
  const to_day = shopDay(0);
  const from_day = shopDay(1 - days);
  return useOne(
    ["funnel", by, from_day, to_day],
    () => rpc<Funnel>("get_funnel", { from_day, to_day, by }),
    moving,
  );
}
