import type { Review } from "@/contracts/staff/people.ts";
import type {
  OpenWithdrawals,
  StaffWithdrawalPage,
  StaffWithdrawalQuery,
} from "@/contracts/staff/withdrawals.ts";
import type { Withdrawal } from "@/contracts/withdrawals.ts";
import { get, post } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList, useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

export const touched: View[] = ["withdrawals", "distributors", "distributor", "liabilities"];

interface WithdrawalFilter {
  status?: string | undefined;
  sort: StaffWithdrawalQuery["sort"];
}

export function useWithdrawals(filter: WithdrawalFilter) {
  return useList(
    ["withdrawals", filter],
    (after) => get<StaffWithdrawalPage>("/staff/withdrawals", { ...filter, after }),
  );
}

/** How many wait in each state that has not ended, what they come to, and since when the oldest waits. */
export function useOpenWithdrawals() {
  return useOne(["withdrawals", "open"], () => get<OpenWithdrawals>("/staff/withdrawals/open"));
}

export function useReviewWithdrawal(withdrawal: string, onDone: () => void) {
  return useCommand({
    send: (json: Review) => post<Withdrawal>(`/staff/withdrawals/${withdrawal}/review`, json),
    done: "提现已处理",
    touched,
    onDone,
  });
}
