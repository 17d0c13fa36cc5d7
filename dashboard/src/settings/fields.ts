import type { ShopSettings } from "@/contracts/staff/settings.ts";
import type { Permission } from "@/contracts/staff/people.ts";
import type { WithdrawalRule } from "@/contracts/staff/withdrawals.ts";

/** Settings by name; those of withdrawals stand one level deeper in ShopSettings. */
export type SettingName = Exclude<keyof ShopSettings, "withdrawal"> | keyof WithdrawalRule;

interface Named {
  name: SettingName;
  label: string;
  /** What it does, in one sentence. */
  about: string;
  permission: Permission; // who may change it
}

/** How a setting is written and typed. Money is fen and rates are basis points; both are typed with two decimals. */
export type Field =
  & Named
  & (
    | { kind: "count"; unit: string; min: number; max: number }
    | { kind: "money"; min_fen: number; max_fen: number; empty?: string }
    | { kind: "rate"; max_bps: number }
    | { kind: "switch" }
    | { kind: "choice"; choices: readonly { value: string | number; label: string }[] }
    | { kind: "text"; max_length: number }
  );

export interface Group {
  key: string;
  title: string;
  about: string;
  fields: readonly Field[];
}

/** No order of a shop costs more. */
const most_fen = 10_000_000_000;

const promotion: Field[] = [
  {
    name: "distribution_levels",
    label: "推广层级",
    about: "两级时，推广员的邀请人也从他带来的订单得一份佣金；一级时只有推广员自己得。",
    permission: "rules",
    kind: "choice",
    choices: [{ value: 1, label: "一级" }, { value: 2, label: "两级" }],
  },
  {
    name: "distributor_review",
    label: "推广员审核",
    about: "申请成为推广员的人由你审核，还是提交后自动通过。",
    permission: "rules",
    kind: "choice",
    choices: [{ value: "manual", label: "人工审核" }, { value: "automatic", label: "自动通过" }],
  },
  {
    name: "self_purchase_commission",
    label: "自购佣金",
    about: "推广员自己买东西时，自己得一级佣金，他的邀请人得二级。",
    permission: "rules",
    kind: "switch",
  },
  {
    name: "terms_version",
    label: "推广协议版本",
    about: "申请人同意的是哪一版协议，会记在他的申请里。",
    permission: "rules",
    kind: "text",
    max_length: 40,
  },
];

const binding: Field[] = [
  {
    name: "binding_mode",
    label: "客户归属",
    about: "客户又打开别人的分享时，他归谁。",
    permission: "rules",
    kind: "choice",
    choices: [
      { value: "protected", label: "保护期内不变" },
      { value: "permanent", label: "一直归第一位" },
      { value: "newest", label: "总归最近一位" },
    ],
  },
  {
    name: "protection_days",
    label: "保护期",
    about: "客户绑定推广员后，这么多天里不会改归别人。",
    permission: "rules",
    kind: "count",
    unit: "天",
    min: 1,
    max: 365,
  },
  {
    name: "purchase_renews_protection",
    label: "购买续期",
    about: "客户付款后，保护期重新计算。",
    permission: "rules",
    kind: "switch",
  },
  {
    name: "bindable",
    label: "谁可以被绑定",
    about: "打开分享的人里，哪些会成为推广员的客户。",
    permission: "rules",
    kind: "choice",
    choices: [
      { value: "everyone", label: "所有会员" },
      { value: "no_paid_order", label: "还没有付过款的会员" },
    ],
  },
];

const orders: Field[] = [
  {
    name: "order_timeout_minutes",
    label: "付款时限",
    about: "下单后这么久没有付款，订单自动关闭，库存放回。",
    permission: "rules",
    kind: "count",
    unit: "分钟",
    min: 5,
    max: 1440,
  },
  {
    name: "max_unpaid_orders",
    label: "未付款订单",
    about: "一位会员最多同时有这么多笔没付款的订单，免得占住库存。",
    permission: "rules",
    kind: "count",
    unit: "笔",
    min: 1,
    max: 1000,
  },
  {
    name: "auto_receive_days",
    label: "自动确认收货",
    about: "发货后这么多天，买家没有确认就自动确认。",
    permission: "rules",
    kind: "count",
    unit: "天",
    min: 1,
    max: 60,
  },
  {
    name: "after_sale_days",
    label: "售后期",
    about: "确认收货后这么多天里，买家可以申请售后。",
    permission: "rules",
    kind: "count",
    unit: "天",
    min: 0,
    max: 90,
  },
  {
    name: "after_sale_review_days",
    label: "售后审核",
    about: "申请后这么多天没有审核，系统自动同意；前一天会提醒。",
    permission: "rules",
    kind: "count",
    unit: "天",
    min: 1,
    max: 30,
  },
  {
    name: "after_sale_return_days",
    label: "买家寄回",
    about: "同意后这么多天没有寄回，售后自动取消；前一天会提醒。",
    permission: "rules",
    kind: "count",
    unit: "天",
    min: 1,
    max: 60,
  },
  {
    name: "after_sale_inspect_days",
    label: "退货验收",
    about: "买家寄回后这么多天没有验收，系统自动退款；前一天会提醒。",
    permission: "rules",
    kind: "count",
    unit: "天",
    min: 1,
    max: 30,
  },
  {
    name: "settle_days",
    label: "佣金结算",
    about: "确认收货后这么多天，佣金进入可提现余额；不短于售后期时，退款不会倒扣余额。",
    permission: "rules",
    kind: "count",
    unit: "天",
    min: 0,
    max: 60,
  },
];

const prices: Field[] = [
  {
    name: "freight_fen",
    label: "运费",
    about: "每笔订单的运费，一口价。",
    permission: "rules",
    kind: "money",
    min_fen: 0,
    max_fen: most_fen,
  },
  {
    name: "free_freight_from_fen",
    label: "包邮门槛",
    about: "商品金额满这么多免运费。",
    permission: "rules",
    kind: "money",
    min_fen: 0,
    max_fen: most_fen,
    empty: "不包邮",
  },
  {
    name: "discount_from_fen",
    label: "满减门槛",
    about: "商品金额满这么多时减价。",
    permission: "rules",
    kind: "money",
    min_fen: 1,
    max_fen: most_fen,
    empty: "没有满减",
  },
  {
    name: "discount_fen",
    label: "满减金额",
    about: "达到满减门槛后减这么多，不能超过门槛。",
    permission: "rules",
    kind: "money",
    min_fen: 0,
    max_fen: most_fen,
  },
];

const payout = { permission: "payout_rules" } as const;

const withdrawals: Field[] = [
  {
    ...payout,
    name: "min_fen",
    label: "最低提现",
    about: "一次至少提这么多。",
    kind: "money",
    min_fen: 10,
    max_fen: 199_999,
  },
  {
    ...payout,
    name: "max_fen",
    label: "单笔上限",
    about: "一次最多提这么多；没有实名时微信不接受 2000 元及以上的转账。",
    kind: "money",
    min_fen: 10,
    max_fen: 199_999,
  },
  {
    ...payout,
    name: "daily_count",
    label: "每天次数",
    about: "一位推广员一天最多申请这么多次。",
    kind: "count",
    unit: "次",
    min: 1,
    max: 1000,
  },
  {
    ...payout,
    name: "daily_fen",
    label: "每天金额",
    about: "一位推广员一天最多提这么多。",
    kind: "money",
    min_fen: 1,
    max_fen: most_fen,
  },
  {
    ...payout,
    name: "monthly_fen",
    label: "每月金额",
    about: "一位推广员一个月最多提这么多。",
    kind: "money",
    min_fen: 1,
    max_fen: most_fen,
  },
  {
    ...payout,
    name: "fee_bps",
    label: "手续费",
    about: "从提现金额里扣的比例，由推广员承担，申请前会看到。",
    kind: "rate",
    max_bps: 2000,
  },
  {
    ...payout,
    name: "days_between",
    label: "间隔",
    about: "两次提现之间至少隔这么多天。",
    kind: "count",
    unit: "天",
    min: 0,
    max: 90,
  },
  {
    ...payout,
    name: "one_open",
    label: "一次一笔",
    about: "上一笔到账或退回之前，不能再申请。",
    kind: "switch",
  },
  {
    ...payout,
    name: "review_above_fen",
    label: "免审上限",
    about: "不超过这个金额的提现不用人审核。",
    kind: "money",
    min_fen: 0,
    max_fen: most_fen,
  },
  {
    name: "large_above_fen",
    label: "大额线",
    about: "超过这个金额的提现，经理不能同意，只有店主和财务可以。",
    permission: "payout_large_rule",
    kind: "money",
    min_fen: 0,
    max_fen: most_fen,
  },
];

/** Everything that a shop may choose, in the groups in which it is changed. */
export const groups: readonly Group[] = [
  { key: "promotion", title: "推广", about: "谁能推广，佣金分几级", fields: promotion },
  { key: "binding", title: "客户归属", about: "客户归哪位推广员，归多久", fields: binding },
  { key: "orders", title: "订单与结算", about: "付款、收货、售后和佣金结算的期限", fields: orders },
  { key: "prices", title: "运费与满减", about: "买家下单时的运费和优惠", fields: prices },
  { key: "withdrawals", title: "提现", about: "推广员怎样提现，哪些要审核", fields: withdrawals },
];
