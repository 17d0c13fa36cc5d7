import type {
  AdjustBalance,
  DecideAdjustment,
  StaffAdjustment,
  StaffAdjustmentPage,
} from "@/contracts/staff/adjustments.ts";
import { get, post } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const touched: View[] = ["adjustments", "distributors", "distributor", "liabilities", "work"];

/** Corrections of balances, of all or of one distributor. */
export function useAdjustments(distributor?: string) {
  return useList(
    ["adjustments", distributor],
    (after) => get<StaffAdjustmentPage>("/staff/adjustments", { distributor, after }),
  );
}

export function useAdjustBalance(distributor: string, onDone: () => void) {
  return useCommand({
    send: (json: AdjustBalance) =>
      post<StaffAdjustment>(`/staff/distributors/${distributor}/adjustments`, json),
    done: ({ status }) => status === "booked" ? "余额已调整" : "已提交，等另一位店主或财务确认",
    touched,
    onDone,
  });
}

export function useDecideAdjustment(adjustment: string, onDone: () => void) {
  return useCommand({
    send: (json: DecideAdjustment) =>
      post<StaffAdjustment>(`/staff/adjustments/${adjustment}/decision`, json),
    done: ({ status }) => status === "booked" ? "余额已调整" : "已撤销",
    touched,
    onDone,
  });
}
