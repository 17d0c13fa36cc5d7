import type { Funnel } from "@/contracts/insight.ts";
import type {
  MoveParent,
  StaffDistributor,
  StaffDistributorDetail,
  StaffDistributorPage,
  StaffDistributorQuery,
} from "@/contracts/staff/distributors.ts";
import type { Review } from "@/contracts/staff/people.ts";
import { get, post, put } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useDay } from "../lib/day.ts";
import { useList, useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const touched: View[] = ["distributors", "distributor", "commissions", "applications"];

export interface DistributorFilter {
  status?: string | undefined;
  query?: string | undefined;
  parent?: string | undefined;
  tier?: string | undefined;
  sort?: StaffDistributorQuery["sort"];
}

export function useDistributors(filter: DistributorFilter, enabled = true) {
  return useList(
    ["distributors", filter],
    (after) => get<StaffDistributorPage>("/staff/distributors", { ...filter, after }),
    enabled,
  );
}

export function useDistributor(id: string) {
  return useOne(
    ["distributor", id],
    () => get<StaffDistributorDetail>(`/staff/distributors/${id}`),
  );
}

/** How many wait for review. */
export function useApplicationCount() {
  return useOne(
    ["distributors", "applied-count"],
    async () => {
      const page = await get<StaffDistributorPage>("/staff/distributors", {
        status: "applied",
        page_size: 1,
      });
      return page.total ?? 0;
    },
  );
}

/** A few distributors with this name or beginning of a code, for choosing one. */
export function useDistributorSearch(query: string) {
  return useOne(
    ["distributors", "search", query],
    () => get<StaffDistributorPage>("/staff/distributors", { query, page_size: 20 }),
  );
}

export const funnel_days = 30;

/** Clicks and orders of the past days, by distributor: the 50 who kept the most. */
export function useFunnel() {
  return useOne(
    ["funnel", "distributor", funnel_days, useDay()],
    () => get<Funnel>("/staff/funnel", { days: funnel_days, by: "distributor" }),
  );
}

export function useReviewDistributor(id: string, onDone: () => void) {
  return useCommand({
    send: (json: Review) => post<StaffDistributor>(`/staff/distributors/${id}/review`, json),
    done: "申请已处理",
    touched,
    onDone,
  });
}

export type Decide = "suspension" | "restoration" | "expulsion";

export function useDecide(id: string, onDone: () => void) {
  return useCommand({
    send: ({ act, reason }: { act: Decide; reason: string }) =>
      post<StaffDistributor>(`/staff/distributors/${id}/${act}`, { reason }),
    done: "推广员状态已更新",
    touched,
    onDone,
  });
}

export function useMoveParent(id: string, onDone: () => void) {
  return useCommand({
    send: (json: MoveParent) => put<StaffDistributor>(`/staff/distributors/${id}/parent`, json),
    done: "邀请人已更新",
    touched,
    onDone,
  });
}
