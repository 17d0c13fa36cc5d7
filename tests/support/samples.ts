/** Whole values of arguments, for tests that spoil them. */
import type { World } from "@/tests/security/callers.ts";

export type Args = Record<string, unknown>;

const contact = {
  sealed: "v2.t1.sealed",
  phone_fingerprint: "p",
  address_fingerprint: "a",
  province: "浙江省",
  city: "杭州市",
};

const specs = [{ id: null, name: "口味", values: [{ id: null, name: "甜" }, { name: "咸" }] }];

const sku = {
  id: null,
  values: ["甜"],
  code: "a",
  price_fen: 100,
  barcode: "6",
  list_price_fen: 200,
  cost_fen: 50,
  weight_g: 10,
  low_stock: 2,
  image_url: "x",
  on_sale: true,
  initial_stock: 3,
};

const transaction = {
  appid: "wx0000000000000001",
  mchid: "1900000001",
  out_trade_no: "0".repeat(32),
  transaction_id: "1",
  trade_state: "SUCCESS",
  amount: { total: 1, currency: "CNY" },
};

const refund = {
  mchid: "1900000001",
  out_refund_no: "0".repeat(32),
  refund_id: "1",
  refund_status: "SUCCESS",
  amount: { refund: 1 },
};

const bill = {
  mch_id: "1900000001",
  out_bill_no: "0".repeat(32),
  transfer_amount: 1,
  state: "SUCCESS",
  transfer_bill_no: "1",
  fail_reason: "x",
  package_info: "x",
};

/** Whole values of arguments that tests/security/callers.ts names with as little as will do. */
export const samples: Record<string, (world: World) => Args> = {
  place_order: ({ sku }) => ({ lines: [{ sku_id: sku, quantity: 1 }], contact }),
  request_after_sale: () => ({ lines: [{ line_no: 1, quantity: 1 }] }),
  ship_order: () => ({ lines: [{ line_no: 1, quantity: 1 }] }),
  save_category: ({ category }) => ({
    category: {
      id: category,
      parent_id: null,
      name: "茶",
      image_url: "x",
      position: 1,
      is_visible: true,
    },
  }),
  save_product: ({ category }) => ({
    product: {
      id: null,
      version: null,
      category_id: category,
      title: "茶",
      subtitle: "x",
      images: ["x"],
      video: { url: "https://x/x.mp4", poster_url: null },
      parameters: [{ name: "x", value: "x" }],
      rich_text: [{
        kind: "paragraph",
        align: "center",
        runs: [{ text: "x", bold: true, tone: "aux" }],
      }],
      sale_from: "2026-12-01T10:00:00+08:00",
      sale_until: "2026-12-02T10:00:00+08:00",
      purchase_limit: 1,
      position: 1,
      distributable: true,
      on_sale: true,
      specs,
      skus: [sku],
    },
  }),
  import_products: () => ({
    products: [{
      code: "A-1",
      title: "茶",
      subtitle: "x",
      category: null,
      freight_template: null,
      on_sale: true,
      distributable: true,
      purchase_limit: 1,
      position: 1,
      specs: [],
      skus: [{ code: "A-1", price_fen: 100, initial_stock: 1 }],
    }],
  }),
  change_products: () => ({ ids: [crypto.randomUUID()], change: { price_fen: 1 } }),
  count_stock: () => ({ counts: [{ id: crypto.randomUUID(), available: 1, held: 1, counted: 1 }] }),
  save_shop_settings: () => ({
    settings: {
      order_timeout_minutes: 30,
      auto_receive_days: 10,
      after_sale_days: 15,
      after_sale_review_days: 5,
      after_sale_return_days: 7,
      after_sale_inspect_days: 7,
      settle_days: 15,
      max_unpaid_orders: 5,
      low_stock: 5,
      hot_words: "茶",
      freight_fen: 1,
      free_freight_from_fen: 1,
      discount_from_fen: 1,
      discount_fen: 1,
      binding_mode: "protected",
      protection_days: 15,
      expiry_notice_days: 3,
      bindable: "everyone",
      purchase_renews_protection: true,
      self_purchase_commission: true,
      leaderboard: true,
      distributor_review: "manual",
      terms_version: "2026-01",
      withdrawal: { min_fen: 100, max_fen: 200, daily_count: 1, daily_fen: 1, one_open: true },
    },
  }),
  update_shop: () => ({
    theme: {
      ...{ name: "x", slogan: "x", logo_url: "x", brand_color: "#000000", service_phone: "1" },
      ...{ service_hours: "x", licences: [] },
    },
  }),
  save_credential: () => ({
    credential: {
      kind: "app_secret",
      serial: "1",
      sealed: `v2.t1.${"a".repeat(60)}`,
      active_until: "2030-01-01T00:00:00Z",
    },
  }),
  record_payment_notice: () => ({ transaction }),
  record_payment_answer: () => ({ transaction }),
  record_refund_notice: () => ({ refund }),
  record_refund_answer: () => ({ refund }),
  record_transfer_notice: () => ({ bill }),
  record_transfer_answer: () => ({ bill }),
  record_message_push: () => ({
    message: { MsgType: "event", Event: "user_authorization_revoke", OpenID: "x" },
  }),
};
