import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";

/** Ids of things that belong to one shop, and to the member `mine` where they have an owner. */
export interface World {
  mall: Mall;
  mine: Member;
  product: string;
  sku: string;
  category: string;
  address: string;
  share: string;
  pending_order: string;
  paid_order: string;
  shipped_order: string;
  shipment: string;
  after_sale: string;
  returning: string;
  distributor: string;
  applicant: string;
  commission: string;
  hold: string;
  withdrawal: string;
  outbox: string;
  work: string;
  staff: string;
  invitation: string;
  invitation_token: string;
  attempt: string;
  refund_attempt: string;
}

type Args = (world: World) => Record<string, unknown>;

/**
 * Who may call a function; user: whoever signed in through Supabase Auth, in whatever shop; `by_server`: only through the server's role, which brings what it alone can make. `foreign` is the refusal when the thing named belongs to another member or another
 * shop: it must look as if it did not exist.
 */
export type Expectation =
  | { who: "anyone"; args: Args; foreign?: string }
  | { who: "member"; args: Args; foreign?: string; by_server?: true }
  | { who: "user"; args: Args; by_server?: never }
  | { who: "staff"; permission: string; args: Args; foreign?: string; by_server?: true }
  | { who: "server"; roles: ServerRole[]; args: Args };

export type ServerRole = "mall_server" | "mall_wechat" | "mall_jobs";

const none: Args = () => ({});
const shop: Args = ({ mall }) => ({ shop: mall.shop });
const reason = "测试";
const key = newKey;

const anyone = (args: Args, foreign?: string): Expectation => ({
  who: "anyone",
  args,
  ...(foreign ? { foreign } : {}),
});
const member = (args: Args, foreign?: string): Expectation => ({
  who: "member",
  args,
  ...(foreign ? { foreign } : {}),
});
const user = (args: Args): Expectation => ({ who: "user", args });
const staff = (permission: string, args: Args, foreign?: string): Expectation => ({
  who: "staff",
  permission,
  args: (world) => ({ ...shop(world), ...args(world) }),
  ...(foreign ? { foreign } : {}),
});
/** What staff do: under a key. */
const command = (permission: string, args: Args, foreign?: string): Expectation =>
  staff(permission, (world) => ({ ...args(world), idempotency_key: key() }), foreign);
const byServer = (rule: Expectation): Expectation => ({ ...rule, by_server: true } as Expectation);
const server = (roles: ServerRole[], args: Args): Expectation => ({ who: "server", roles, args });
const jobs = (args: Args) => server(["mall_jobs"], args);
const wechat = (args: Args) =>
  server(["mall_wechat"], (world) => ({ ...shop(world), ...args(world) }));
const both: ServerRole[] = ["mall_jobs", "mall_server"];

const line = ({ sku }: World) => [{ sku_id: sku, quantity: 1 }];
const contact = {
  sealed: "v2.t1.sealed",
  phone_fingerprint: "p",
  address_fingerprint: "a",
  province: "浙江省",
  city: "杭州市",
};
const by_distributor = (world: World) => ({ distributor_id: world.distributor, reason });

/** Every function of schema api. A function that is not here, or here and not there, fails the test. */
export const callers: Record<string, Expectation> = {
  get_home: anyone(shop),
  read_catalogue: anyone((w) => ({ ...shop(w), pages: [{ page: "home" }] })),
  get_shop: anyone(shop),
  list_categories: anyone(shop),
  list_products: anyone(shop),
  get_product: anyone((w) => ({ ...shop(w), product: w.product }), "PRODUCT_NOT_FOUND"),
  get_share: anyone((w) => ({ ...shop(w), token: w.share }), "SHARE_NOT_FOUND"),

  get_me: member(none),
  update_profile: member(() => ({ nickname: "小满" })),
  forget_me: member(none),
  list_addresses: member(none),
  save_address: byServer(member(
    (w) => ({ address: { id: w.address, contact, is_default: true }, idempotency_key: key() }),
    "ADDRESS_NOT_FOUND",
  )),
  delete_address: member((w) => ({ address: w.address }), "ADDRESS_NOT_FOUND"),
  create_share: member(() => ({ page: "home", channel: "chat" })),
  record_click: member((w) => ({ share: w.share })),
  get_binding: member(none),
  get_cart: member(none),
  set_cart_line: member((w) => ({ sku: w.sku, quantity: 1 })),
  remove_cart_lines: member((w) => ({ skus: [w.sku] })),
  quote_order: member((w) => ({ lines: line(w) })),
  place_order: byServer(member((w) => ({
    idempotency_key: key(),
    lines: line(w),
    expected_payable_fen: 1,
    contact,
  }))),
  start_payment: member((w) => ({ order_id: w.pending_order }), "ORDER_NOT_FOUND"),
  list_orders: member(none),
  get_order: member((w) => ({ order_id: w.paid_order }), "ORDER_NOT_FOUND"),
  preview_my_refund: member((w) => ({ order_id: w.paid_order }), "ORDER_NOT_FOUND"),
  find_order: member(
    (w) => ({ out_trade_no: w.attempt.replaceAll("-", "") }),
    "ORDER_NOT_FOUND",
  ),
  cancel_order: member(
    (w) => ({ order_id: w.pending_order, idempotency_key: key() }),
    "ORDER_NOT_FOUND",
  ),
  confirm_receipt: member(
    (w) => ({ order_id: w.paid_order, idempotency_key: key() }),
    "ORDER_NOT_FOUND",
  ),
  request_after_sale: member((w) => ({
    idempotency_key: key(),
    order_id: w.paid_order,
    kind: "refund_only",
    reason,
  }), "ORDER_NOT_FOUND"),
  send_return: member((w) => ({
    after_sale_id: w.returning,
    carrier: "顺丰",
    tracking_no: "SF0000000001",
    idempotency_key: key(),
  }), "AFTER_SALE_NOT_FOUND"),
  cancel_after_sale: member((w) => ({ after_sale_id: w.after_sale }), "AFTER_SALE_NOT_FOUND"),
  get_distributor_center: member(none),
  apply_distributor: member(() => ({ idempotency_key: key(), terms_version: "2026-01" })),
  create_invite: member(none),
  list_commissions: member(none),
  list_customers: member(none),
  list_team: member(none),
  request_withdrawal: member(() => ({ idempotency_key: key(), amount_fen: 100 })),
  list_withdrawals: member(none),
  get_withdrawal_package: member((w) => ({ withdrawal_id: w.withdrawal }), "WITHDRAWAL_NOT_FOUND"),
  cancel_withdrawal: member((w) => ({ withdrawal_id: w.withdrawal }), "WITHDRAWAL_NOT_FOUND"),

  get_staff_session: staff("read", none),
  staff_list_orders: staff("read", none),
  staff_get_order: staff("read", (w) => ({ order_id: w.paid_order }), "ORDER_NOT_FOUND"),
  preview_refund: staff("read", (w) => ({ order_id: w.paid_order }), "ORDER_NOT_FOUND"),
  staff_close_order: command(
    "order",
    (w) => ({ order_id: w.pending_order, reason }),
    "ORDER_NOT_FOUND",
  ),
  ship_order: command("ship", (w) => ({
    order_id: w.paid_order,
    carrier: "ZTO",
    tracking_no: "75000000001",
  }), "ORDER_NOT_FOUND"),
  mend_shipments: command("ship", (w) => ({
    order_id: w.shipped_order,
    parcels: [{ shipment_id: w.shipment, carrier: "SF", tracking_no: "SF1234567890123" }],
    reason,
  }), "ORDER_NOT_FOUND"),
  list_carriers: staff("read", none),
  get_order_path: staff("read", none),
  register_order_path: command("credentials", () => ({ reason })),
  list_after_sales: staff("read", none),
  review_after_sale: command("after_sale", (w) => ({
    after_sale_id: w.after_sale,
    approve: true,
    reason,
  }), "AFTER_SALE_NOT_FOUND"),
  change_order_price: command(
    "refund",
    (w) => ({ order_id: w.pending_order, goods_fen: 0, freight_fen: 0, reason }),
    "ORDER_NOT_FOUND",
  ),
  refund_order: command("refund", (w) => ({
    order_id: w.paid_order,
    reason,
  }), "ORDER_NOT_FOUND"),
  receive_return: command(
    "after_sale",
    (w) => ({ after_sale_id: w.returning, reason }),
    "AFTER_SALE_NOT_FOUND",
  ),
  finish_exchange: command(
    "after_sale",
    (w) => ({ after_sale_id: w.after_sale, reason }),
    "AFTER_SALE_NOT_FOUND",
  ),
  list_distributors: staff("read", none),
  get_distributor: staff(
    "read",
    (w) => ({ distributor_id: w.distributor }),
    "DISTRIBUTOR_NOT_FOUND",
  ),
  review_distributor: command(
    "distributor",
    (w) => ({ distributor_id: w.applicant, approve: true, reason }),
    "DISTRIBUTOR_NOT_FOUND",
  ),
  suspend_distributor: command("distributor", by_distributor, "DISTRIBUTOR_NOT_FOUND"),
  restore_distributor: command("distributor", by_distributor, "DISTRIBUTOR_NOT_FOUND"),
  expel_distributor: command("distributor", by_distributor, "DISTRIBUTOR_NOT_FOUND"),
  move_parent: command("distributor", by_distributor, "DISTRIBUTOR_NOT_FOUND"),
  staff_list_commissions: staff("read", none),
  hold_commission: command(
    "distributor",
    (w) => ({ commission_id: w.commission, reason }),
    "COMMISSION_NOT_FOUND",
  ),
  release_hold: command("distributor", (w) => ({ hold_id: w.hold, reason }), "HOLD_NOT_FOUND"),
  void_commission: command(
    "distributor",
    (w) => ({ commission_id: w.commission, reason }),
    "COMMISSION_NOT_FOUND",
  ),
  staff_list_withdrawals: staff("read", none),
  review_withdrawal: command("payout", (w) => ({
    withdrawal_id: w.withdrawal,
    approve: true,
    reason,
  }), "WITHDRAWAL_NOT_FOUND"),
  review_withdrawals: command("payout", (w) => ({ ids: [w.withdrawal], approve: true, reason })),
  list_work: staff("read", none),
  count_work: staff("read", none),
  decide_work: command("after_sale", (w) => ({
    work_id: w.work,
    action: "retry",
    reason,
  }), "WORK_NOT_FOUND"),
  get_work: staff("read", (w) => ({ work_id: w.work }), "WORK_NOT_FOUND"),
  refund_to_card: byServer(command("after_sale", (w) => ({
    work_id: w.work,
    reason,
    card: { bank_type: "ICBC_DEBIT", sealed: `v2.t1.${"a".repeat(60)}` },
  }), "WORK_NOT_FOUND")),
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
  list_price_changes: staff("read", (w) => ({ product_id: w.product }), "PRODUCT_NOT_FOUND"),
  list_stock: staff("read", none),
  list_stock_movements: staff("read", (w) => ({ sku_id: w.sku }), "SKU_NOT_FOUND"),
  staff_list_categories: staff("read", none),
  staff_get_product: staff("read", (w) => ({ product_id: w.product }), "PRODUCT_NOT_FOUND"),
  list_bindings: staff("read", (w) => ({ member_id: w.mine.member_id }), "MEMBER_NOT_FOUND"),
  list_audit_log: staff("read", none),
  list_audit_actors: staff("read", none),
  staff_list_products: staff("read", none),
  get_shop_settings: staff("read", none),
  save_shop_settings: command("rules", () => ({ settings: { freight_fen: 0 }, reason })),
  save_commission_rule: command("rules", () => ({
    rule: { level1_bps: 100, level2_bps: 50, cap_bps: 1000 },
    reason,
  })),
  list_setting_changes: staff("read", none),
  get_text: anyone((w) => ({ shop: w.mall.shop, kind: "privacy" })),
  list_texts: staff("read", none),
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
  get_invitation: anyone((w) => ({ shop: w.mall.shop, token: w.invitation_token })),
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

  record_unreadable_key: server(["mall_server", "mall_wechat", "mall_jobs"], (w) => ({
    shop_id: w.mall.shop_id,
    credential_id: crypto.randomUUID(),
  })),
  get_shop_for_sign_in: server(["mall_server"], shop),
  get_payment_config: server(["mall_server"], shop),
  create_visitor: server(["mall_server"], shop),
  sign_in: server(["mall_server"], (w) => ({ ...shop(w), openid: "o-new" })),
  record_visitor_click: server(["mall_server"], (w) => ({
    ...shop(w),
    visitor: crypto.randomUUID(),
    share: w.share,
  })),
  record_prepay: server(["mall_server"], (w) => ({
    shop_id: w.mall.shop_id,
    attempt_id: w.attempt,
    prepay_id: "wx1",
  })),
  read_access_token: server(both, (w) => ({ shop_id: w.mall.shop_id })),
  claim_access_token: server(both, (w) => ({ shop_id: w.mall.shop_id })),
  save_access_token: server(both, (w) => ({
    shop_id: w.mall.shop_id,
    sealed: "v2.t1.x",
    expires_at: "2031-01-01T00:00:00Z",
  })),
  record_payment_answer: server(both, (w) => ({
    shop_id: w.mall.shop_id,
    attempt_id: w.attempt,
    transaction: {},
  })),
  record_payment_closed: server(both, (w) => ({
    shop_id: w.mall.shop_id,
    attempt_id: w.attempt,
  })),
  want_certificates: server(["mall_wechat", "mall_server", "mall_jobs"], shop),
  claim_certificate_checks: jobs(() => ({ batch: 1 })),
  save_certificates: jobs(({ mall }) => ({ shop_id: mall.shop_id, certificates: [] })),
  fail_certificates: jobs(({ mall }) => ({ shop_id: mall.shop_id, error: "refused" })),
  record_transfer_answer: server(both, (w) => ({
    shop_id: w.mall.shop_id,
    withdrawal_id: w.withdrawal,
    bill: {},
  })),

  get_notify_config: wechat(none),
  record_payment_notice: wechat(() => ({ notice: { id: "n" }, transaction: {} })),
  record_refund_notice: wechat(() => ({ notice: { id: "n" }, refund: {} })),
  record_transfer_notice: wechat(() => ({ notice: { id: "n" }, bill: {} })),
  record_rejected_notice: wechat(() => ({ kind: "payment", reason: "bad_signature", notice: {} })),
  record_message_push: wechat(() => ({ dedupe_key: "d", message: { MsgType: "event" } })),

  list_leaving: staff("read", none),
  finish_leaving: jobs(none),
  next_to_reseal: jobs(() => ({ seal_key: "t1", fingerprint_key: "t1" })),
  record_resealed: jobs(() => ({
    ...{ seal_key: "t1", fingerprint_key: "t1", stage: 1, items: [] },
    last: [crypto.randomUUID(), crypto.randomUUID()],
  })),
  get_jobs_config: jobs(shop),
  claim_outbox: jobs(() => ({ worker: "test" })),
  finish_outbox: jobs((w) => ({
    shop_id: w.mall.shop_id,
    id: w.outbox,
    lease_token: crypto.randomUUID(),
  })),
  retry_outbox: jobs((w) => ({
    shop_id: w.mall.shop_id,
    id: w.outbox,
    lease_token: crypto.randomUUID(),
    error: "x",
  })),
  claim_expired_orders: jobs(none),
  list_open_payments: jobs(none),
  list_open_refunds: jobs(none),
  list_open_transfers: jobs(none),
  record_refund_answer: jobs((w) => ({
    shop_id: w.mall.shop_id,
    refund_attempt_id: w.refund_attempt,
    refund: {},
  })),
  begin_transfer: jobs((w) => ({ shop_id: w.mall.shop_id, withdrawal_id: w.withdrawal })),
  auto_receive: jobs(none),
  end_after_sales: jobs(none),
  settle_commissions: jobs(none),
  maintain: jobs(none),
};
