import { plain_article, plain_material } from "@/tests/support/materials.ts";
import {
  by_distributor,
  byServer,
  command,
  type Expectation,
  none,
  reason,
  staff,
} from "./expectation.ts";

/** What staff may call about orders, after-sales, distributors and money. */
export const order_staff: Record<string, Expectation> = {
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
  staff_get_leaderboard: staff("read", none),
  list_liabilities: staff("read", none),
  export_liabilities: staff("read", none),
  list_distributor_customers: staff(
    "read",
    (w) => ({ distributor_id: w.distributor }),
    "DISTRIBUTOR_NOT_FOUND",
  ),
  list_distributor_orders: staff(
    "read",
    (w) => ({ distributor_id: w.distributor }),
    "DISTRIBUTOR_NOT_FOUND",
  ),
  get_distributor_figures: staff(
    "read",
    (w) => ({ distributor_id: w.distributor }),
    "DISTRIBUTOR_NOT_FOUND",
  ),
  list_distributor_links: staff(
    "read",
    (w) => ({ distributor_id: w.distributor }),
    "DISTRIBUTOR_NOT_FOUND",
  ),
  get_distributor: staff(
    "read",
    (w) => ({ distributor_id: w.distributor }),
    "DISTRIBUTOR_NOT_FOUND",
  ),
  list_applications: staff("read", none),
  get_application: staff(
    "read",
    (w) => ({ distributor_id: w.applicant }),
    "DISTRIBUTOR_NOT_FOUND",
  ),
  review_applications: command(
    "distributor",
    (w) => ({ ids: [w.applicant], approve: true, reason }),
  ),
  review_distributor: command(
    "distributor",
    (w) => ({ distributor_id: w.applicant, approve: true, reason }),
    "DISTRIBUTOR_NOT_FOUND",
  ),
  suspend_distributor: command("distributor", by_distributor, "DISTRIBUTOR_NOT_FOUND"),
  restore_distributor: command("distributor", by_distributor, "DISTRIBUTOR_NOT_FOUND"),
  expel_distributor: command("distributor", by_distributor, "DISTRIBUTOR_NOT_FOUND"),
  staff_list_materials: staff("read", none),
  get_material_figures: staff("read", (w) => ({ material_id: w.material }), "MATERIAL_NOT_FOUND"),
  save_material: command("distributor", (w) => ({
    material: { ...plain_material, id: w.material, version: 1 },
    reason,
  }), "MATERIAL_NOT_FOUND"),
  move_material: command("distributor", (w) => ({
    material_id: w.material,
    move: "first",
    reason,
  }), "MATERIAL_NOT_FOUND"),
  staff_list_articles: staff("read", none),
  staff_get_article: staff("read", (w) => ({ article_id: w.article }), "ARTICLE_NOT_FOUND"),
  save_article: command("distributor", (w) => ({
    article: { ...plain_article, id: w.article, version: 1 },
    reason,
  }), "ARTICLE_NOT_FOUND"),
  move_article: command("distributor", (w) => ({
    article_id: w.article,
    move: "first",
    reason,
  }), "ARTICLE_NOT_FOUND"),
  move_parent: command("distributor", by_distributor, "DISTRIBUTOR_NOT_FOUND"),
  get_distributor_tier: staff(
    "read",
    (w) => ({ distributor_id: w.distributor }),
    "DISTRIBUTOR_NOT_FOUND",
  ),
  list_tier_changes: staff(
    "read",
    (w) => ({ distributor_id: w.distributor }),
    "DISTRIBUTOR_NOT_FOUND",
  ),
  pin_tier: command(
    "distributor",
    (w) => ({ ...by_distributor(w), tier: 1 }),
    "DISTRIBUTOR_NOT_FOUND",
  ),
  unpin_tier: command("distributor", by_distributor, "DISTRIBUTOR_NOT_FOUND"),
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
  list_bindings: staff("read", (w) => ({ member_id: w.mine.member_id }), "MEMBER_NOT_FOUND"),
  list_texts: staff("read", none),
  list_leaving: staff("read", none),
};
