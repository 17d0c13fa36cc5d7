/**
 * What happens in a shop: each is a row of `ops.events`. `shop` and `member` are the names under which the staff who
 * watch and the member concerned hear of it live; `ops.event_kinds` holds the same, and a test compares. The comment
 * says what the event's id is of, and which figures its deltas change.
 */
export const event_kinds = {
  // id: share · shop {clicks} · member: whose share it is, {openings}
  "click.recorded": {
    words: "有人打开了分享",
    shop: "click.recorded",
    member: "link.opened",
  },
  // id: order · shop {orders}
  "order.placed": { words: "新订单，等待付款", shop: "order.placed" },
  // id: order · status · shop {paid_orders, paid_fen, commission_pending_fen}
  "order.paid": { words: "付款", shop: "order.paid", member: "order.changed" },
  // id: order · status
  "order.changed": { words: "订单有变化", shop: "order.changed", member: "order.changed" },
  // id: refund · shop {refunded_fen}
  "order.refunded": { words: "退款", shop: "order.refunded" },
  // id: after-sale · status
  "after_sale.changed": {
    words: "售后有变化",
    shop: "after_sale.changed",
    member: "after_sale.changed",
  },
  // id: case · status
  "risk.changed": { words: "风控案件有变化", shop: "risk.changed" },
  // id: distributor · status
  "distributor.changed": {
    words: "推广员有变化",
    shop: "distributor.changed",
    member: "distributor.changed",
  },
  // id: rule set · heard by every distributor who is approved
  "rules.changed": { words: "佣金规则有变化", shop: "rules.changed", member: "rules.changed" },
  // id: distributor · status: why, as the history of tiers says
  "tier.changed": { words: "推广员等级有变化", shop: "tier.changed", member: "tier.changed" },
  // id: withdrawal · status · member {available_fen, withdrawing_fen, withdrawn_fen}
  "withdrawal.changed": {
    words: "提现有变化",
    shop: "withdrawal.changed",
    member: "withdrawal.changed",
  },
  // id: correction · member {available_fen, settled_fen}
  "balance.adjusted": {
    words: "余额有调整",
    shop: "balance.adjusted",
    member: "balance.adjusted",
  },
  // id: order · level · member {pending_fen}
  "commission.pending": { words: "新的佣金", member: "commission.pending" },
  // id: order · member {pending_fen, held_fen}
  "commission.held": { words: "佣金冻结", member: "commission.held" },
  // id: order · member {pending_fen, held_fen}
  "commission.released": { words: "佣金解冻", member: "commission.released" },
  // id: settlement transfer · shop {commission_settled_fen} · member {pending_fen, available_fen, settled_fen}
  "commission.settled": {
    words: "佣金结算",
    shop: "commission.settled",
    member: "commission.settled",
  },
  // id: refund · member {pending_fen | held_fen | available_fen}, negative
  "commission.reversed": { words: "佣金退回", member: "commission.reversed" },
  // id: refund · member {held_fen | available_fen}: the refund was given up
  "commission.restored": { words: "佣金恢复", member: "commission.restored" },
  // id: order · member {held_fen}, negative
  "commission.void": { words: "佣金作废", member: "commission.void" },
  // id: notice · member {unread}
  "notice.added": { words: "新消息", member: "notice.added" },
  // id: product · status
  "goods.changed": { words: "商品有变化", shop: "goods.changed" },
  // id: staff member · status
  "staff.changed": { words: "员工有变化", shop: "staff.changed" },
  // id: work row · status: its kind · shop {open_work}
  "work.added": { words: "新的待办", shop: "work.added" },
  // id: work row · status · shop {open_work}, negative
  "work.ended": { words: "待办已了结", shop: "work.ended" },
} as const satisfies Record<string, { words: string; shop?: string; member?: string }>;

export type EventKind = keyof typeof event_kinds;

type Heard<By extends "shop" | "member"> = Extract<
  (typeof event_kinds)[EventKind],
  Record<By, string>
>[By];

/** Kinds of message on `shop:<id>:live`. */
export type ShopMessageKind = Heard<"shop">;
/** Kinds of message on `member:<id>`. */
export type MemberMessageKind = Heard<"member">;

export const shop_message_kinds = heardBy("shop");
export const member_message_kinds = heardBy("member");

function heardBy<By extends "shop" | "member">(by: By): Heard<By>[] {
  const kinds: { shop?: string; member?: string }[] = Object.values(event_kinds);
  return [...new Set(kinds.flatMap((kind) => kind[by] ?? []))] as Heard<By>[];
}
