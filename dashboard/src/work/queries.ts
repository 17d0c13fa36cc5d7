import type { DecideWork, WorkItem, WorkPage } from "@/contracts/staff/work.ts";
import { get, post } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList } from "../lib/list.ts";

export function useWork(filter: { kind?: string | undefined; status?: string | undefined }) {
  return useList(
    ["work", filter],
    (after) => get<WorkPage>("/staff/work", { ...filter, after }),
  );
}

export function useDecideWork(item: WorkItem, onDone: () => void) {
  return useCommand({
    send: (json: DecideWork) => post<WorkItem>(`/staff/work/${item.id}/decision`, json),
    done: "已处理",
    touched: [
      "work",
      "orders",
      "order",
      "after-sales",
      "commissions",
      "distributors",
      "withdrawals",
      "overview",
    ],
    onDone,
  });
}
