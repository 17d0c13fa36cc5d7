import type { StaffCommissionPage } from "@/contracts/staff/commissions.ts";
import type { Decide } from "@/contracts/staff/people.ts";
import { get, post } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const touched: View[] = ["commissions", "order", "distributors", "distributor", "liabilities"];

export function useCommissions(
  filter: { status?: string | undefined; distributor?: string | undefined },
) {
  return useList(
    ["commissions", filter],
    (after) => get<StaffCommissionPage>("/staff/commissions", { ...filter, after }),
  );
}

export function useHoldCommission(commission: string, onDone: () => void) {
  return useCommand({
    send: (reason: string) =>
      post(`/staff/commissions/${commission}/holds`, { reason } satisfies Decide),
    done: "佣金已冻结",
    touched,
    onDone,
  });
}

export function useReleaseHold(onDone: () => void) {
  return useCommand({
    send: ({ hold, reason }: { hold: string; reason: string }) =>
      post(`/staff/holds/${hold}/release`, { reason } satisfies Decide),
    done: "冻结已解除",
    touched,
    onDone,
  });
}

export function useVoidCommission(commission: string, onDone: () => void) {
  return useCommand({
    send: (reason: string) =>
      post(`/staff/commissions/${commission}/voiding`, { reason } satisfies Decide),
    done: "佣金已作废",
    touched,
    onDone,
  });
}
