import { z } from "zod";
import { Fen } from "../money.ts";
import { CredentialKind } from "../server.ts";
import { At, Id, PictureUrl, Reason } from "../values.ts";
import { WithdrawalRule } from "./withdrawals.ts";

/** What a shop may choose, named as the columns of `shop.settings`. */
export const ShopSettings = z.strictObject({
  freight_fen: Fen,
  free_freight_from_fen: Fen.nullable(),
  discount_from_fen: Fen.min(1).nullable(),
  discount_fen: Fen,
  binding_mode: z.enum(["protected", "permanent", "newest"]),
  protection_days: z.int().min(1).max(365),
  bindable: z.enum(["everyone", "no_paid_order"]),
  purchase_renews_protection: z.boolean(),
  self_purchase_commission: z.boolean(),
  distribution_levels: z.int().min(1).max(2),
  distributor_review: z.enum(["manual", "automatic"]),
  terms_version: z.string().trim().min(1).max(40),
  order_timeout_minutes: z.int().min(5).max(1440),
  auto_receive_days: z.int().min(1).max(60),
  after_sale_days: z.int().min(0).max(90),
  after_sale_review_days: z.int().min(1).max(30),
  after_sale_return_days: z.int().min(1).max(60),
  after_sale_inspect_days: z.int().min(1).max(30),
  settle_days: z.int().min(0).max(60),
  max_unpaid_orders: z.int().min(1).max(1000),
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
  serial: z.string().trim().max(80).optional(),
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
  name: z.string().trim().min(1).max(40),
  slogan: z.string().trim().max(40),
  logo_url: PictureUrl.nullable(),
  brand_color: z.string().regex(/^#[0-9A-Fa-f]{6}$/).nullable()
    .meta({ examples: ["#1f7a54"] }),
  service_phone: z.string().trim().max(20),
});
export type ShopTheme = z.infer<typeof ShopTheme>;

/** update_shop(shop, theme, reason): only named fields change; answers all of them. */
export const SaveShopTheme = z.strictObject({ theme: ShopTheme.partial(), reason: Reason });
export type SaveShopTheme = z.infer<typeof SaveShopTheme>;

/** get_shop_status(shop): a closed shop sells nothing; all else goes on. */
export const ShopStatus = z.object({ status: z.enum(["open", "closed"]) });
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
