import type { Settings } from "./setting.ts";

const levels_note = {
  title: "两级是法律和微信所能容忍的极限",
  text: [
    "《禁止传销条例》第七条禁止按层级拿别人销售的报酬，微信的运营规范禁止多级分销，条文没有写明几级才算。",
    "请先征求法律意见；拿不准时选一级。只按真实成交付佣金，不收加入费，不按人数奖励。",
    "改动只影响之后下的订单。",
  ].join(""),
} as const;

export const promotion_settings = {
  distributor_review: {
    label: "推广员审核",
    about: "申请成为推广员的人由你审核，还是提交后自动通过。",
    effect: "applications",
    writes: "rules",
    kind: "choice",
    choices: [{ value: "manual", label: "人工审核" }, { value: "automatic", label: "自动通过" }],
  },
  self_purchase_commission: {
    label: "自购佣金",
    about: "推广员自己买东西时，自己得一级佣金，他的邀请人得二级。",
    effect: "orders",
    writes: "rules",
    kind: "switch",
  },
  leaderboard: {
    label: "排行榜",
    about: "推广员能否看到按自己成交排出的名次，名字打码；只看直接推广的成交，不看邀请人数和团队。",
    effect: "at_once",
    writes: "rules",
    kind: "switch",
  },
} as const satisfies Settings;

export const binding_settings = {
  binding_mode: {
    label: "客户归属",
    about: "客户又打开别人的分享时，他归谁。",
    effect: "shares",
    writes: "rules",
    kind: "choice",
    choices: [
      { value: "protected", label: "保护期内不变" },
      { value: "permanent", label: "一直归第一位" },
      { value: "newest", label: "总归最近一位" },
    ],
  },
  protection_days: {
    label: "保护期",
    about: "客户绑定推广员后，这么多天里不会改归别人。",
    effect: "shares",
    writes: "rules",
    kind: "count",
    unit: "天",
    min: 1,
    max: 365,
  },
  expiry_notice_days: {
    label: "到期提醒",
    about: "保护期结束前这么多天，提醒推广员联系客户；结束时再提醒一次。",
    effect: "at_once",
    writes: "rules",
    kind: "count",
    unit: "天",
    min: 1,
    max: 30,
  },
  purchase_renews_protection: {
    label: "购买续期",
    about: "客户付款后，保护期重新计算。",
    effect: "payments",
    writes: "rules",
    kind: "switch",
  },
  bindable: {
    label: "谁可以被绑定",
    about: "打开分享的人里，哪些会成为推广员的客户。",
    effect: "shares",
    writes: "rules",
    kind: "choice",
    choices: [
      { value: "everyone", label: "所有会员" },
      { value: "no_paid_order", label: "还没有付过款的会员" },
    ],
  },
} as const satisfies Settings;

export const commission_settings = {
  level1_bps: {
    label: "一级比例",
    about: "推广员自己客户的订单；一般商品多为 8% 到 15%，高毛利商品 20% 到 30%，不要超过毛利。",
    effect: "orders",
    writes: "rules",
    kind: "rate",
    max_bps: 10_000,
  },
  level2_bps: {
    label: "二级比例",
    about: "他邀请的推广员的客户的订单；推广层级为一级时不付。",
    effect: "orders",
    writes: "rules",
    kind: "rate",
    max_bps: 10_000,
  },
  levels: {
    label: "推广层级",
    about: "两级时，推广员的邀请人也从他带来的订单得一份佣金；一级时只有推广员自己得。",
    effect: "orders",
    writes: "rules",
    note: levels_note,
    kind: "choice",
    choices: [{ value: 1, label: "一级" }, { value: 2, label: "两级" }],
  },
  cap_bps: {
    label: "合计上限",
    about: "两级合计不会超过它。",
    effect: "orders",
    writes: "rules",
    kind: "rate",
    max_bps: 5000,
  },
} as const satisfies Settings;
