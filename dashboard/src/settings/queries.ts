import type { SaveShopSettings, ShopSettings } from "@/contracts/staff.ts";
import type { SaveWechatSettings, WechatSettings } from "@/contracts/wechat_settings.ts";
import { get, put } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useOne } from "../lib/list.ts";

export function useSettings() {
  return useOne(["settings"], () => get<ShopSettings>("/staff/settings"));
}

export function useSaveSettings(onDone: () => void) {
  return useCommand({
    send: (json: SaveShopSettings) => put<ShopSettings>("/staff/settings", json),
    done: "设置已保存",
    touched: ["settings", "audit"],
    onDone,
  });
}

export function useWechatSettings() {
  return useOne(["wechat-settings"], () => get<WechatSettings>("/staff/wechat-settings"));
}

export function useSaveWechatSettings(onDone: () => void) {
  return useCommand({
    send: (json: SaveWechatSettings) => put<WechatSettings>("/staff/wechat-settings", json),
    done: "设置已保存",
    touched: ["wechat-settings", "audit"],
    onDone,
  });
}
