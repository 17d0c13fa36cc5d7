import type { Review } from "@/contracts/staff/people.ts";
import type { StaffWithdrawalPage, StaffWithdrawalQuery } from "@/contracts/staff/withdrawals.ts";
import type { Withdrawal } from "@/contracts/withdrawals.ts";
import { get, post } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList } from "../lib/list.ts";
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

export function useReviewWithdrawal(withdrawal: string, onDone: () => void) {
  return useCommand({
    send: (json: Review) => post<Withdrawal>(`/staff/withdrawals/${withdrawal}/review`, json),
    done: "提现已处理",
    touched,
    onDone,
  });
}
