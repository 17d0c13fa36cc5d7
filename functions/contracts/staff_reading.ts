import { z } from "zod";
import { pageOf, PageQuery } from "./paging.ts";
import { CredentialKind } from "./server.ts";
import { ShareChannel, SharePage } from "./shares.ts";
import { CommissionRule, SaveCategory, SaveProduct, SaveSku, StaffProduct } from "./staff.ts";
import { At, Id, PictureUrl, Reason, ShareToken } from "./values.ts";

// What staff set, as they read it, and what was done before.

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

/** A rule with the time it was in force; the first one of a shop is by nobody. */
export const CommissionRulePeriod = z.object({
  ...CommissionRule.shape,
  id: Id,
  valid_from: At,
  valid_to: At.nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type CommissionRulePeriod = z.infer<typeof CommissionRulePeriod>;

/** get_commission_rule(shop): `earlier` has the newest first. */
export const CommissionRules = z.object({
  current: CommissionRulePeriod,
  earlier: z.array(CommissionRulePeriod),
});
export type CommissionRules = z.infer<typeof CommissionRules>;

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

/** staff_list_categories(shop): the hidden ones too. */
export const StaffCategories = z.object({
  items: z.array(z.object({
    ...SaveCategory.shape,
    id: Id,
    product_count: z.int().nonnegative(),
  })),
});
export type StaffCategories = z.infer<typeof StaffCategories>;

/** staff_get_product(shop, product_id): `product` is what is changed and sent back whole. */
export const StaffProductDetail = z.object({
  ...StaffProduct.shape,
  product: z.strictObject({
    ...SaveProduct.shape,
    skus: z.array(SaveSku.omit({ initial_stock: true })),
  }),
});
export type StaffProductDetail = z.infer<typeof StaffProductDetail>;

export const StockMovement = z.object({
  id: Id,
  cause: z.enum(["order", "release", "return", "adjust"]),
  delta: z.int(),
  order_id: Id.nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  created_at: At,
});
export type StockMovement = z.infer<typeof StockMovement>;

/** list_stock_movements(shop, sku_id, after, page_size) */
export const StockMovementPage = pageOf(StockMovement);
export type StockMovementPage = z.infer<typeof StockMovementPage>;

/** An opened card as evidence: opened first and last within its ten minutes, and how often. */
export const ClickEvidence = z.object({
  id: Id,
  opened_at: At,
  last_opened_at: At,
  openings: z.int().positive(),
  scene: z.int().nullable(),
  before_sign_in: z.boolean(),
  share: z.object({
    token: ShareToken,
    page: SharePage,
    product_id: Id.nullable(),
    campaign: z.string().nullable(),
    channel: ShareChannel,
  }),
});
export type ClickEvidence = z.infer<typeof ClickEvidence>;

/** One time that a member was bound. `click` is null when staff did it, or clicks that old are gone. */
export const BindingPeriod = z.object({
  id: Id,
  distributor: z.object({ id: Id, code: z.string(), label: z.string() }),
  cause: z.enum(["click", "sign_in", "staff"]),
  bound_at: At,
  protected_until: At.nullable(),
  ended_at: At.nullable(),
  ended_cause: z.enum(["rebound", "expelled", "staff"]).nullable(),
  click: ClickEvidence.nullable(),
});
export type BindingPeriod = z.infer<typeof BindingPeriod>;

/** list_bindings(shop, member_id, after, page_size) */
export const BindingPeriodPage = pageOf(BindingPeriod);
export type BindingPeriodPage = z.infer<typeof BindingPeriodPage>;

/** Somebody who is to be forgotten, under a label; `waits_for` as in Forgotten. */
export const Leaving = z.object({
  member_id: Id,
  label: z.string(),
  cause: z.enum(["wish", "account_closed", "addresses"]),
  asked_at: At,
  waits_for: z.array(z.string()),
});
export type Leaving = z.infer<typeof Leaving>;

/** list_leaving(shop, after, page_size) */
export const LeavingPage = pageOf(Leaving);
export type LeavingPage = z.infer<typeof LeavingPage>;

export const AuditQuery = z.strictObject({
  ...PageQuery.shape,
  command: z.string().regex(/^[a-z_]{1,60}$/).optional().meta({ examples: ["set_price"] }),
  actor: Id.optional(),
  subject: Id.optional(),
  from_at: At.optional(),
  to_at: At.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** Something that was done. `by` is the name of staff; `detail` depends on the command. */
export const AuditRow = z.object({
  id: Id,
  actor_kind: z.enum(["staff", "member", "job", "wechat"]),
  actor_id: Id.nullable(),
  by: z.string().nullable(),
  command: z.string(),
  subject_id: Id.nullable(),
  reason: z.string().nullable(),
  detail: z.unknown(),
  created_at: At,
});
export type AuditRow = z.infer<typeof AuditRow>;

/** list_audit_log(shop, command, actor, subject, from_at, to_at, after, page_size) */
export const AuditPage = pageOf(AuditRow);
export type AuditPage = z.infer<typeof AuditPage>;
