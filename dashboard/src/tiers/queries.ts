import type { StaffDistributor } from "@/contracts/staff/distributors.ts";
import type { Decide } from "@/contracts/staff/people.ts";
import type {
  PinTier,
  SaveTierRequest,
  StaffTierChangePage,
  Tier,
  Tiers,
} from "@/contracts/staff/tiers.ts";
import type { TierProgress } from "@/contracts/tiers.ts";
import { get, post, put } from "../lib/api.ts";
import { type Refused, useCommand } from "../lib/command.ts";
import { useList, useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const touched: View[] = ["tiers", "distributors", "distributor", "audit"];

export function useTiers() {
  return useOne(["tiers"], () => get<Tiers>("/staff/tiers"));
}

export function useSaveTier(onDone: () => void, onRefused: Refused) {
  return useCommand({
    send: (json: SaveTierRequest) => put<Tier>("/staff/tiers", json),
    done: "等级已保存",
    touched,
    onDone,
    onRefused,
  });
}

export function useRemoveTier(tier: number, onDone: () => void) {
  return useCommand({
    send: (json: Decide) => post(`/staff/tiers/${tier}/deletion`, json),
    done: "等级已删除",
    touched,
    onDone,
  });
}

export function useTierProgress(distributor: string) {
  return useOne(
    ["tiers", "of", distributor],
    () => get<TierProgress>(`/staff/distributors/${distributor}/tier`),
  );
}

export function useTierChanges(distributor: string) {
  return useList(
    ["tiers", "changes", distributor],
    (after) =>
      get<StaffTierChangePage>(`/staff/distributors/${distributor}/tier-changes`, { after }),
  );
}

export function usePinTier(distributor: string, onDone: () => void, onRefused: Refused) {
  return useCommand({
    send: (json: PinTier) =>
      put<StaffDistributor>(`/staff/distributors/${distributor}/tier-pin`, json),
    done: "等级已固定",
    touched,
    onDone,
    onRefused,
  });
}

export function useUnpinTier(distributor: string, onDone: () => void) {
  return useCommand({
    send: (json: Decide) =>
      post<StaffDistributor>(`/staff/distributors/${distributor}/tier-unpinning`, json),
    done: "等级不再固定",
    touched,
    onDone,
  });
}
