import type {
  Liability,
  LiabilityExport,
  LiabilityPage,
  LiabilityQuery,
  LiabilityTrend,
} from "@/contracts/staff/liabilities.ts";
import { get } from "../lib/api.ts";
import { useDay } from "../lib/day.ts";
import { useList, useOne } from "../lib/list.ts";

export interface LiabilityFilter {
  day?: string | undefined;
  query?: string | undefined;
  sort: LiabilityQuery["sort"];
}

export function useLiabilities(filter: LiabilityFilter) {
  return useList(
    ["liabilities", filter],
    (after) => get<LiabilityPage>("/staff/liabilities", { ...filter, after }),
  );
}

/** What the shop owes all of them, or owed at the end of a day. */
export function useLiabilitySums(day?: string) {
  return useOne(
    ["liabilities", "sums", day],
    async () => (await get<LiabilityPage>("/staff/liabilities", { day, page_size: 1 })).sums!,
  );
}

export function useLiabilityTrend() {
  return useOne(
    ["liabilities", "trend", useDay()],
    () => get<LiabilityTrend>("/staff/liabilities/trend"),
  );
}

/** All rows under these filters. */
export async function exportedLiabilities(filter: LiabilityFilter): Promise<Liability[]> {
  const rows: Liability[] = [];
  for (let after: string | undefined, isMore = true; isMore;) {
    const page: LiabilityExport = await get("/staff/liabilities/export", { ...filter, after });
    rows.push(...page.items);
    after = page.next ?? undefined;
    isMore = page.next !== null;
  }
  return rows;
}
