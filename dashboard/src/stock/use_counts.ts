import { useState } from "react";
import { keepTyped, readTyped } from "../lib/kept.ts";
import { useStaff } from "../lib/staff.tsx";
import { type Counts, countsOf } from "./counts.ts";

/** What this person has counted in this shop and not saved: outlives a reload and an ended session. */
export function useCounts() {
  const { shop, staff_id } = useStaff();
  const place = ["qingteng.stock", shop.code, staff_id].join(".");
  const [counts, setCounts] = useState(() => countsOf(readTyped(place)));
  return {
    counts,
    set(next: Counts) {
      setCounts(next);
      keepTyped(place, Object.keys(next).length > 0 ? next : null);
    },
  };
}
