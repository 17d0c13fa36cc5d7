import { order_settings, price_settings, stock_settings } from "./orders.ts";
import { binding_settings, commission_settings, promotion_settings } from "./promotion.ts";
import { search_settings } from "./search.ts";
import type { Settings } from "./setting.ts";
import { licence_settings, status_settings, text_settings, theme_settings } from "./shop.ts";
import { account_settings, key_settings, order_path_settings } from "./wechat.ts";
import { withdrawal_settings } from "./withdrawals.ts";

/** Where settings are read and written: below /shops/<code>/staff, and by which functions. */
export const setting_doors = {
  settings: { path: "/staff/settings", reader: "get_shop_settings", writer: "save_shop_settings" },
  theme: { path: "/staff/theme", reader: "get_shop_theme", writer: "update_shop" },
  status: { path: "/staff/shop-status", reader: "get_shop_status", writer: "set_shop_status" },
  commission: {
    path: "/staff/commission-rule",
    reader: "get_commission_rule",
    writer: "save_commission_rule",
  },
  wechat: {
    path: "/staff/wechat-settings",
    reader: "get_wechat_settings",
    writer: "save_wechat_settings",
  },
  texts: { path: "/staff/texts", reader: "list_texts", writer: "save_text" },
  keys: { path: "/staff/credentials", reader: "list_credentials", writer: "save_credential" },
  order_path: {
    path: "/staff/order-path",
    reader: "get_order_path",
    writer: "register_order_path",
  },
} as const;
export type SettingDoor = keyof typeof setting_doors;

/** Settings that stand together on the page, are read by `reads`, and come and go through one door. */
export interface SettingGroup {
  title: string;
  about: string;
  door: SettingDoor;
  reads: "read" | "credentials";
  settings: Settings;
}

/** Every setting of a shop, once: what the settings page shows, what the contracts take, what the audit log tells. */
export const setting_groups = {
  status: {
    title: "营业状态",
    about: "现在能不能下单",
    door: "status",
    reads: "read",
    settings: status_settings,
  },
  promotion: {
    title: "推广",
    about: "谁能推广，佣金分几级",
    door: "settings",
    reads: "read",
    settings: promotion_settings,
  },
  binding: {
    title: "客户归属",
    about: "客户归哪位推广员，归多久",
    door: "settings",
    reads: "read",
    settings: binding_settings,
  },
  orders: {
    title: "订单与结算",
    about: "付款、收货、售后和佣金结算的期限",
    door: "settings",
    reads: "read",
    settings: order_settings,
  },
  prices: {
    title: "运费与满减",
    about: "买家下单时的运费和优惠",
    door: "settings",
    reads: "read",
    settings: price_settings,
  },
  stock: {
    title: "库存",
    about: "库存少到多少要提醒",
    door: "settings",
    reads: "read",
    settings: stock_settings,
  },
  search: {
    title: "搜索",
    about: "买家找商品时看到什么",
    door: "settings",
    reads: "read",
    settings: search_settings,
  },
  withdrawals: {
    title: "提现",
    about: "推广员怎样提现，哪些要审核",
    door: "settings",
    reads: "read",
    settings: withdrawal_settings,
  },
  commission: {
    title: "佣金规则",
    about: "订单按下单时的规则计佣金，之后改动不影响",
    door: "commission",
    reads: "read",
    settings: commission_settings,
  },
  theme: {
    title: "店铺形象",
    about: "小程序和商家后台看到的样子",
    door: "theme",
    reads: "read",
    settings: theme_settings,
  },
  licences: {
    title: "资质证照",
    about: "法律要求网店公示的证照",
    door: "theme",
    reads: "read",
    settings: licence_settings,
  },
  texts: {
    title: "协议与说明",
    about: "店铺自己的话；每次修改都是新的一版，以前的版本一直看得到",
    door: "texts",
    reads: "read",
    settings: text_settings,
  },
  account: {
    title: "微信账号与转账",
    about: "店铺在微信的身份，转账怎样报备和代扣",
    door: "wechat",
    reads: "read",
    settings: account_settings,
  },
  order_path: {
    title: "微信订单中心",
    about: "买家从微信打开订单时看到的页面",
    door: "order_path",
    reads: "read",
    settings: order_path_settings,
  },
  keys: {
    title: "密钥",
    about: "加密保存，没有人能再读出来；换密钥时新旧可以并存",
    door: "keys",
    reads: "credentials",
    settings: key_settings,
  },
} as const satisfies Record<string, SettingGroup>;
export type SettingGroupKey = keyof typeof setting_groups;

/** A setting of any group, by its name; undefined where there is none. */
export function settingOf(name: string): Settings[string] | undefined {
  return all[name];
}

const all: Settings = Object.assign(
  {},
  ...Object.values(setting_groups).map(({ settings }) => settings),
);
