import type { Field } from "../field.ts";

export const promotion: Field[] = [
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

export const binding: Field[] = [
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
