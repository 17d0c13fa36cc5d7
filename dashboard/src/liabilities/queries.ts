import type {
  Liability,
  LiabilityExport,
  LiabilityPage,
  LiabilityQuery,
} from "@/contracts/staff/liabilities.ts";
import { get } from "../lib/api.ts";
import { useList, useOne } from "../lib/list.ts";

export interface LiabilityFilter {
  query?: string | undefined;
  sort: LiabilityQuery["sort"];
}

export function useLiabilities(filter: LiabilityFilter) {
  return useList(
    ["liabilities", filter],
    (after) => get<LiabilityPage>("/staff/liabilities", { ...filter, after }),
  );
}

/** What the shop owes all of them. */
export function useLiabilitySums() {
  return useOne(
    ["liabilities", "sums"],
    async () => (await get<LiabilityPage>("/staff/liabilities", { page_size: 1 })).sums!,
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
