import type { Review } from "@/contracts/staff/people.ts";
import type { StaffWithdrawalPage } from "@/contracts/staff/withdrawals.ts";
import type { Withdrawal } from "@/contracts/withdrawals.ts";
import { get, post } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList } from "../lib/list.ts";

export function useWithdrawals(filter: { status?: string | undefined }) {
  return useList(
    ["withdrawals", filter],
    (after) => get<StaffWithdrawalPage>("/staff/withdrawals", { ...filter, after }),
  );
}

export function useReviewWithdrawal(withdrawal: string, onDone: () => void) {
  return useCommand({
    send: (json: Review) => post<Withdrawal>(`/staff/withdrawals/${withdrawal}/review`, json),
    done: "提现已处理",
    touched: ["withdrawals", "distributors", "distributor"],
    onDone,
  });
}
