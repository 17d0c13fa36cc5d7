import type { SettingGroupKey } from "@/contracts/settings/catalogue.ts";

/** The tabs of the settings page and the groups of settings that stand on each; a test finds every group once. */
export const setting_tabs: { key: string; label: string; groups: SettingGroupKey[] }[] = [
  {
    key: "rules",
    label: "经营规则",
    groups: ["status", "promotion", "binding", "orders", "prices", "stock", "withdrawals"],
  },
  { key: "commission", label: "佣金规则", groups: ["commission"] },
  { key: "theme", label: "店铺形象", groups: ["theme", "search"] },
  { key: "texts", label: "协议与说明", groups: ["licences", "texts"] },
  { key: "wechat", label: "微信与密钥", groups: ["account", "order_path", "keys"] },
];
