import type { WorkCount } from "@/contracts/staff/work.ts";
import { get } from "../lib/api.ts";
import { useOne } from "../lib/list.ts";

export const work_count_key = ["work", "count"] as const;

/** How much waits, in all and by kind: what the first page needs of the work list. */
export function useWorkCount() {
  return useOne(work_count_key, () => get<WorkCount>("/staff/work/count"));
}
