import { z } from "zod";
import { Licences } from "../about.ts";
import { CredentialKind } from "../server.ts";
import { order_settings, price_settings, stock_settings } from "../settings/orders.ts";
import { binding_settings, promotion_settings } from "../settings/promotion.ts";
import { schemasOf } from "../settings/schemas.ts";
import { search_settings } from "../settings/search.ts";
import { status_settings, theme_settings } from "../settings/shop.ts";
import { At, Id, PictureUrl, Reason } from "../values.ts";
import { WithdrawalRule } from "./withdrawals.ts";

/** What a shop may choose, named as the columns of `shop.settings`, bounded as the catalogue of settings says. */
export const ShopSettings = z.strictObject({
  ...schemasOf(promotion_settings),
  ...schemasOf(binding_settings),
  ...schemasOf(order_settings),
  ...schemasOf(price_settings),
  ...schemasOf(stock_settings),
  ...schemasOf(search_settings),
  withdrawal: WithdrawalRule.partial(),
});
export type ShopSettings = z.infer<typeof ShopSettings>;

/** save_shop_settings(shop, settings, reason): only named fields change; answers all of them. */
export const SaveShopSettings = z.strictObject({
  settings: ShopSettings.partial(),
  reason: Reason,
});
export type SaveShopSettings = z.infer<typeof SaveShopSettings>;

/** A key of the shop at WeChat. Checked for its form, sealed before SQL sees it, and never read back. */
export const SaveCredential = z.strictObject({
  kind: CredentialKind,
  serial: z.string().trim().max(64).optional(),
  value: z.string().trim().min(1).max(8000)
    .meta({ examples: ["0123456789abcdef0123456789abcdef"] }),
  active_until: At.optional(),
  reason: Reason,
});
export type SaveCredential = z.infer<typeof SaveCredential>;

/** save_credential(shop, credential, reason) */
export const SavedCredential = z.object({
  id: Id,
  kind: CredentialKind,
  serial: z.string().nullable(),
});
export type SavedCredential = z.infer<typeof SavedCredential>;

/** How the shop presents itself. */
export const ShopTheme = z.strictObject({
  ...schemasOf(theme_settings),
  logo_url: PictureUrl.nullable(),
  brand_color: z.string().regex(/^#[0-9A-Fa-f]{6}$/).nullable()
    .meta({ examples: ["#1f7a54"] }),
  licences: Licences,
});
export type ShopTheme = z.infer<typeof ShopTheme>;

/** update_shop(shop, theme, reason): only named fields change; answers all of them. */
export const SaveShopTheme = z.strictObject({ theme: ShopTheme.partial(), reason: Reason });
export type SaveShopTheme = z.infer<typeof SaveShopTheme>;

/** get_shop_status(shop): a closed shop sells nothing; all else goes on. */
export const ShopStatus = z.object(schemasOf(status_settings));
export type ShopStatus = z.infer<typeof ShopStatus>;

/** set_shop_status(shop, status, reason, idempotency_key) */
export const SetShopStatus = z.strictObject({ ...ShopStatus.shape, reason: Reason });
export type SetShopStatus = z.infer<typeof SetShopStatus>;

/** list_credentials(shop): which keys there are, never a key. */
export const Credentials = z.object({
  items: z.array(z.object({
    id: Id,
    kind: CredentialKind,
    serial: z.string().nullable(),
    active_from: At,
    active_until: At.nullable(),
    created_at: At,
    is_active: z.boolean(),
  })),
});
export type Credentials = z.infer<typeof Credentials>;

/** list_setting_changes(shop): who changed which setting last, when and why; what is as at the opening is not there. */
export const SettingChanges = z.object({
  items: z.array(z.object({
    setting: z.string(),
    by: z.string().nullable(),
    reason: z.string().nullable(),
    changed_at: At,
  })),
});
export type SettingChanges = z.infer<typeof SettingChanges>;
export type SettingChange = SettingChanges["items"][number];
