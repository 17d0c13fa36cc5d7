import type { LeaderPeriod, StaffLeaderboard } from "@/contracts/promoting.ts";
import type { SaveShopSettings, ShopSettings } from "@/contracts/staff/settings.ts";
import { get, put } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useDay } from "../lib/day.ts";
import { useOne } from "../lib/list.ts";

export function useLeaderboard(period: LeaderPeriod) {
  return useOne(
    ["leaderboard", period, useDay()],
    () => get<StaffLeaderboard>("/staff/leaderboard", { period }),
  );
}

/** Lets distributors see the leaderboard, or not any more. */
export function useSwitchLeaderboard(leaderboard: boolean, onDone: () => void) {
  return useCommand({
    send: (reason: string) =>
      put<ShopSettings>(
        "/staff/settings",
        { settings: { leaderboard }, reason } satisfies SaveShopSettings,
      ),
    done: leaderboard ? "推广员现在看得到排行榜" : "推广员现在看不到排行榜",
    touched: ["leaderboard", "settings", "setting-changes", "audit"],
    onDone,
  });
}
