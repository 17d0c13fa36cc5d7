import type { CommissionRules, SaveCommissionRule } from "@/contracts/staff/commissions.ts";
import type {
  Credentials,
  SaveCredential,
  SaveShopSettings,
  SaveShopTheme,
  SetShopStatus,
  SettingChanges,
  ShopSettings,
  ShopStatus,
  ShopTheme,
} from "@/contracts/staff/settings.ts";
import type { OrderPath } from "@/contracts/staff/orders.ts";
import type { Decide } from "@/contracts/staff/people.ts";
import type { LeavingPage } from "@/contracts/staff/leaving.ts";
import type { SaveWechatSettings, WechatSettings } from "@/contracts/staff/wechat_settings.ts";
import { get, post, put } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList, useOne } from "../lib/list.ts";
import type { Problem } from "../lib/problem.ts";

export function useSettings() {
  return useOne(["settings"], () => get<ShopSettings>("/staff/settings"));
}

export function useSaveSettings(onDone: () => void, onRefused: (problem: Problem) => boolean) {
  return useCommand({
    send: (json: SaveShopSettings) => put<ShopSettings>("/staff/settings", json),
    done: "设置已保存",
    touched: ["settings", "setup", "setting-changes", "audit"],
    onDone,
    onRefused,
  });
}

export function useWechatSettings() {
  return useOne(["wechat-settings"], () => get<WechatSettings>("/staff/wechat-settings"));
}

export function useSaveWechatSettings(
  onDone: () => void,
  onRefused: (problem: Problem) => boolean,
) {
  return useCommand({
    send: (json: SaveWechatSettings) => put<WechatSettings>("/staff/wechat-settings", json),
    done: "设置已保存",
    touched: ["wechat-settings", "setup", "setting-changes", "audit"],
    onDone,
    onRefused,
  });
}

export function useCommissionRule() {
  return useOne(
    ["commission-rule"],
    () => get<CommissionRules>("/staff/commission-rule"),
  );
}

export function useSaveCommissionRule(
  onDone: () => void,
  onRefused: (problem: Problem) => boolean,
) {
  return useCommand({
    send: (json: SaveCommissionRule) => put("/staff/commission-rule", json),
    done: "佣金规则已保存",
    touched: ["commission-rule", "rule-sets", "setup", "setting-changes", "audit"],
    onDone,
    onRefused,
  });
}

export function useTheme() {
  return useOne(["theme"], () => get<ShopTheme>("/staff/theme"));
}

export function useSaveTheme(
  done: string,
  onDone: () => void,
  onRefused: (problem: Problem) => boolean,
) {
  return useCommand({
    send: (json: SaveShopTheme) => put("/staff/theme", json),
    done,
    touched: ["theme", "setting-changes", "audit", "staff"],
    onDone,
    onRefused,
  });
}

export function useShopStatus() {
  return useOne(["shop-status"], () => get<ShopStatus>("/staff/shop-status"));
}

export function useSetShopStatus(onDone: () => void) {
  return useCommand({
    send: (json: SetShopStatus) => put<ShopStatus>("/staff/shop-status", json),
    done: "营业状态已保存",
    touched: ["shop-status", "setting-changes", "audit"],
    onDone,
  });
}

export function useCredentials() {
  return useOne(["credentials"], () => get<Credentials>("/staff/credentials"));
}

export function useSaveCredential(
  onDone: () => void,
  onRefused: (problem: Problem) => boolean,
) {
  return useCommand({
    send: (json: SaveCredential) => put("/staff/credentials", json),
    done: "密钥已保存，没有人能再读出它",
    touched: ["credentials", "setup", "setting-changes", "audit"],
    onDone,
    onRefused,
  });
}

export function useOrderPath() {
  return useOne(["order-path"], () => get<OrderPath>("/staff/order-path"));
}

export function useRegisterOrderPath(onDone: () => void) {
  return useCommand({
    send: (json: Decide) => post<OrderPath>("/staff/order-path", json),
    done: "已经交给微信登记",
    touched: ["order-path", "setting-changes", "audit"],
    onDone,
  });
}

/** Who changed which setting last, by its name. */
export function useSettingChanges() {
  return useOne(["setting-changes"], () => get<SettingChanges>("/staff/setting-changes"));
}

export function useLeaving() {
  return useList(["leaving"], (after) => get<LeavingPage>("/staff/leaving", { after }));
}
