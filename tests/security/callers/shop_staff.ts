import { freight } from "@/tests/support/freight.ts";
import { templateFor } from "@/tests/support/messages.ts";
import {
  byServer,
  command,
  type Expectation,
  key,
  none,
  reason,
  staff,
  user,
} from "./expectation.ts";

/** What staff may call about goods, settings, staff and figures. */
const entry_rules = {
  invite_only: false,
  reapply_days: 0,
  purchase: "none",
  product_ids: [],
  spend_fen: null,
  warned: false,
};

export const shop_staff: Record<string, Expectation> = {
  get_staff_session: staff("read", none),
  get_order_path: staff("read", none),
  register_order_path: command("credentials", () => ({ reason })),
  order_categories: command("catalog", (w) => ({
    parent_id: null,
    ids: [w.category],
    reason,
  })),
  delete_category: command("catalog", (w) => ({
    category_id: w.category,
    reason,
  }), "CATEGORY_NOT_FOUND"),
  save_category: command("catalog", (w) => ({
    category: { id: w.category, name: "茶叶" },
    reason,
  }), "CATEGORY_NOT_FOUND"),
  get_questions: staff("read", none),
  save_questions: command("rules", () => ({ version: 0, questions: [], reason })),
  get_entry_rules: staff("read", none),
  save_entry_rules: command("rules", () => ({ rules: entry_rules, reason })),
  list_freight_templates: staff("read", none),
  save_freight_template: command("rules", (w) => ({
    template: { id: w.freight_template, version: 1, ...freight, name: "包邮" },
    reason,
  }), "FREIGHT_TEMPLATE_NOT_FOUND"),
  delete_freight_template: command("rules", (w) => ({
    template_id: w.freight_template,
    reason,
  }), "FREIGHT_TEMPLATE_NOT_FOUND"),
  list_message_settings: staff("read", none),
  save_message_template: command("rules", () => ({
    kind: "parcel",
    template: templateFor("parcel"),
    reason,
  })),
  try_message: command("rules", (w) => ({
    kind: "parcel",
    member_id: w.mine.member_id,
    reason,
  }), "INVALID_REQUEST"),
  list_tiers: staff("read", none),
  save_tier: command("rules", () => ({
    tier: { tier: 1, version: 1, name: "推广员", keep_bps: 10000 },
    reason,
  })),
  remove_tier: command("rules", () => ({ tier: 9, reason })),
  list_pages: staff("read", none),
  staff_get_page: staff("read", (w) => ({ page_id: w.topic }), "PAGE_NOT_FOUND"),
  get_page_version: staff("read", (w) => ({ page_id: w.topic, number: 1 }), "PAGE_NOT_FOUND"),
  preview_page: staff("catalog", () => ({ title: "春茶", blocks: [] })),
  save_page: command("catalog", (w) => ({
    page: { id: w.topic, version: 1, title: "春茶", blocks: [] },
    reason,
  }), "PAGE_NOT_FOUND"),
  publish_page: command("catalog", (w) => ({
    page_id: w.topic,
    version: 1,
    at: null,
    reason,
  }), "PAGE_NOT_FOUND"),
  cancel_page_version: command("catalog", (w) => ({
    page_id: w.topic,
    number: 2,
    reason,
  }), "PAGE_NOT_FOUND"),
  set_page_status: command("catalog", (w) => ({
    page_id: w.topic,
    archived: true,
    reason,
  }), "PAGE_NOT_FOUND"),
  archive_product: command("catalog", (w) => ({
    product_id: w.product,
    reason,
  }), "PRODUCT_NOT_FOUND"),
  save_product: command("catalog", (w) => ({
    product: {
      id: w.product,
      version: 1,
      category_id: w.category,
      title: "明前龙井",
      skus: [{ values: [], price_fen: 100 }],
    },
    reason,
  }), "CATEGORY_NOT_FOUND"),
  set_product_status: command("catalog", (w) => ({
    product_id: w.product,
    on_sale: false,
    reason,
  }), "PRODUCT_NOT_FOUND"),
  set_products_status: command("catalog", (w) => ({ ids: [w.product], on_sale: false, reason })),
  change_products: command("catalog", (w) => ({
    ids: [w.product],
    change: { distributable: false },
    reason,
  })),
  set_price: command(
    "catalog",
    (w) => ({ sku_id: w.sku, price_fen: 100, reason }),
    "SKU_NOT_FOUND",
  ),
  adjust_stock: command("catalog", (w) => ({
    sku_id: w.sku,
    delta: 1,
    reason,
  }), "SKU_NOT_FOUND"),
  count_stock: command("catalog", (w) => ({
    counts: [{ id: w.sku, available: 0, held: 0, counted: 1 }],
    reason,
  })),
  list_price_changes: staff("read", (w) => ({ product_id: w.product }), "PRODUCT_NOT_FOUND"),
  list_stock: staff("read", none),
  list_stock_movements: staff("read", (w) => ({ sku_id: w.sku }), "SKU_NOT_FOUND"),
  staff_list_categories: staff("read", none),
  staff_get_product: staff("read", (w) => ({ product_id: w.product }), "PRODUCT_NOT_FOUND"),
  list_audit_log: staff("read", none),
  list_audit_actors: staff("read", none),
  staff_list_products: staff("read", none),
  export_products: staff("read", none),
  import_products: command("catalog", () => ({
    products: [{ code: "A-1", title: "茶", skus: [{ price_fen: 100 }] }],
    reason,
  })),
  get_shop_settings: staff("read", none),
  save_shop_settings: command("rules", () => ({ settings: { freight_fen: 0 }, reason })),
  save_commission_rule: command("rules", () => ({
    rule: { level1_bps: 100, level2_bps: 50, cap_bps: 1000, levels: 2 },
    reason,
  })),
  list_setting_changes: staff("read", none),
  save_text: command("rules", () => ({
    kind: "privacy",
    parts: [{ title: "注销", text: "随时可以注销。" }],
    reason,
  })),
  get_commission_rule: staff("read", none),
  get_shop_theme: staff("read", none),
  update_shop: command("rules", () => ({ theme: { slogan: "让信任长出生意" }, reason })),
  get_shop_status: staff("read", none),
  set_shop_status: command("closing", () => ({ status: "closed", reason })),
  get_wechat_settings: staff("read", none),
  save_wechat_settings: command("credentials", () => ({
    settings: { transfer_scene_id: "1005" },
    reason,
  })),
  list_credentials: staff("credentials", none),
  save_credential: byServer(command("credentials", () => ({
    credential: { kind: "app_secret", sealed: `v2.t1.${"a".repeat(60)}` },
    reason,
  }))),
  get_setup: staff("read", none),
  confirm_setup: command("rules", () => ({ step: "freight", reason })),
  offer_first_order: command("rules", () => ({
    image: "/storage/v1/object/public/goods/first.webp",
    reason,
  })),
  begin_setup_check: byServer(staff("credentials", () => ({ step: "domain" }))),
  record_setup_check: byServer(command("credentials", () => ({
    ...{ step: "domain", tried: "", problem: null, said: null },
    reason,
  }))),
  list_staff: staff("staff", none),
  add_staff: command(
    "staff",
    () => ({ email: "nobody@test", name: "新人", role: "viewer", reason }),
  ),
  list_invitations: staff("staff", none),
  invite_staff: command("staff", () => ({
    email: "invited@test",
    name: "新人",
    role: "viewer",
    token_hash: crypto.randomUUID().replaceAll("-", "").repeat(2),
    reason,
  })),
  revoke_invitation: command(
    "staff",
    (w) => ({ invitation_id: w.invitation, reason }),
    "INVITE_NOT_FOUND",
  ),
  accept_invitation: user((w) => ({
    shop: w.mall.shop,
    token: w.invitation_token,
    name: "新人",
    idempotency_key: key(),
  })),
  list_my_shops: user(none),
  leave_shop: command("read", () => ({ reason })),
  set_staff: command("staff", (w) => ({
    staff_id: w.staff,
    role: "viewer",
    status: "active",
    reason,
  }), "STAFF_NOT_FOUND"),
  get_overview: staff("read", none),
  get_funnel: staff("read", () => ({ days: 7 })),
};
