import type {
  BillDayPage,
  BillDifference,
  BillDifferencePage,
  DecideDifference,
  DifferenceStatus,
  FetchBillsAgain,
} from "@/contracts/staff/reconciliation.ts";
import { get, post } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList, useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const path = "/staff/reconciliation";
const touched: View[] = ["reconciliation", "work", "audit"];

export interface DifferenceFilter {
  status?: DifferenceStatus | undefined;
  day?: string | undefined;
}

/** The days of a month; without one the newest that has any. */
export function useBillDays(month: string | undefined) {
  return useOne(
    ["reconciliation", "days", month],
    () => get<BillDayPage>(`${path}/days`, { month }),
    true,
    ({ items }) => items.some(({ state }) => state === "due") ? 15_000 : false,
  );
}

export function useDifferences(filter: DifferenceFilter) {
  return useList(
    ["reconciliation", "differences", filter],
    (after) => get<BillDifferencePage>(`${path}/differences`, { ...filter, after }),
  );
}

/** All rows under these filters. */
export async function exportedDifferences(filter: DifferenceFilter): Promise<BillDifference[]> {
  const rows: BillDifference[] = [];
  for (let after: string | undefined, isMore = true; isMore;) {
    const page: BillDifferencePage = await get(`${path}/differences/export`, {
      ...filter,
      after,
    });
    rows.push(...page.items);
    after = page.next ?? undefined;
    isMore = page.next !== null;
  }
  return rows;
}

export function useDecideDifference(difference: string, onDone: () => void) {
  return useCommand({
    send: (json: DecideDifference) =>
      post<BillDifference>(`${path}/differences/${difference}/decision`, json),
    done: "已记录",
    touched,
    onDone,
  });
}

export function useFetchAgain(onDone: () => void) {
  return useCommand({
    send: (json: FetchBillsAgain) => post(`${path}/fetches`, json),
    done: "很快会重新取这天的账单",
    touched,
    onDone,
  });
}
