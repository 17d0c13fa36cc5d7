import type { LinkPage, LinkQuery, PromoterFigures } from "@/contracts/promoting.ts";
import type {
  DistributorCustomerPage,
  DistributorOrderPage,
} from "@/contracts/staff/distributors.ts";
import type { StaffWithdrawalPage } from "@/contracts/staff/withdrawals.ts";
import { get } from "../lib/api.ts";
import { useDay } from "../lib/day.ts";
import { useList, useOne } from "../lib/list.ts";

/** What one distributor sees on the phone. */
export function usePromoterFigures(distributor: string, days: number) {
  return useOne(
    ["promoting", distributor, "figures", days, useDay()],
    () => get<PromoterFigures>(`/staff/distributors/${distributor}/figures`, { days }),
  );
}

export function useLinks(distributor: string, days: number, sort: LinkQuery["sort"]) {
  return useList(
    ["promoting", distributor, "links", days, sort, useDay()],
    (after) => get<LinkPage>(`/staff/distributors/${distributor}/links`, { days, sort, after }),
  );
}

export function useCustomers(distributor: string) {
  return useList(
    ["promoting", distributor, "customers"],
    (after) =>
      get<DistributorCustomerPage>(`/staff/distributors/${distributor}/customers`, { after }),
  );
}

export function useDistributorOrders(distributor: string) {
  return useList(
    ["orders", "of", distributor],
    (after) => get<DistributorOrderPage>(`/staff/distributors/${distributor}/orders`, { after }),
  );
}

export function useDistributorWithdrawals(distributor: string) {
  return useList(
    ["withdrawals", "of", distributor],
    (after) => get<StaffWithdrawalPage>("/staff/withdrawals", { distributor, after }),
  );
}
