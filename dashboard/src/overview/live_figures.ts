import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import type { Overview } from "@/contracts/insight.ts";
import type { LiveMessage } from "@/contracts/realtime.ts";
import type { WorkCount } from "@/contracts/staff/work.ts";
import { useLive } from "../lib/live.ts";
import { work_count_key } from "../work/count.ts";
import { overview_key } from "./queries.ts";
import { withMessage, withWork } from "./figures.ts";

/** Figures move with the message that changes them; the reading a little later has the last word. */
export function useLiveFigures(): void {
  const queries = useQueryClient();
  useLive((message) => {
    if (!message.delta) return;
    const move = <T>(queryKey: QueryKey, moved: (old: T, message: LiveMessage) => T) =>
      queries.setQueriesData<T>({ queryKey }, (old) => old && moved(old, message));
    move<Overview>(overview_key, withMessage);
    move<WorkCount>(work_count_key, withWork);
  });
}
