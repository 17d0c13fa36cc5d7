import type { AfterSaleKind } from "./after_sales.ts";
import type { CommissionStatus, DistributorStatus } from "./distributors.ts";
import type { OrderStatus } from "./orders.ts";
import type { LeaderPeriod } from "./promoting.ts";
import type { ShareChannel, SharePage } from "./shares.ts";
import type { StockCause } from "./staff/stock.ts";
import type { AdjustmentStatus, WithdrawalStatus } from "./withdrawals.ts";

/**
 * What a figure or a state is called before people: one word, on the phone and on the dashboard. Only types are
 * imported, so that the mini program can take this file along. A face adds its own colours and hints.
 */

/** Why nothing can be ordered: the shop's page, a product's and the refusal SHOP_CLOSED say the same. */
export const shop_closed_words = "店铺已打烊，暂不接受新订单";

/** The sums of a distributor, by their names in DistributorBalances. */
export const figure_words = {
  /** In the balance now. */
  available_fen: "可提现",
  /** Promised and on its way to the balance: commission in state `pending` alone. */
  pending_fen: "待结算",
  /** Promised, and kept from settling by a hold: commission in state `held` alone. */
  held_fen: "冻结中",
  /** All that ever reached the balance, less what refunds took back. */
  settled_fen: "累计结算",
  withdrawing_fen: "提现中",
  withdrawn_fen: "已到账",
} as const;

/** A state's word is that of the sum which counts it. */
export const commission_words: Record<CommissionStatus, string> = {
  pending: figure_words.pending_fen,
  held: figure_words.held_fen,
  settled: "已结算",
  void: "已作废",
};

export const distributor_words: Record<DistributorStatus, string> = {
  applied: "待审核",
  approved: "推广中",
  rejected: "未通过",
  suspended: "已暂停",
  expelled: "已终止",
};

export const withdrawal_words: Record<WithdrawalStatus, string> = {
  requested: "待审核",
  approved: "已通过",
  rejected: "未通过",
  held: "暂缓",
  submitted: "转账中",
  processing: "转账中",
  wait_user_confirm: "待收款",
  paid: "已到账",
  failed: "未成功",
  cancelled: "已取消",
};

export const adjustment_words: Record<AdjustmentStatus, string> = {
  waiting: "等待确认",
  booked: "已入账",
  cancelled: "已撤销",
};

/** `shipped` has a word for each side: the buyer waits for it, the shop has sent it. */
export const order_words: Record<OrderStatus, string> & { to_receive: string } = {
  pending_payment: "待付款",
  paid: "待发货",
  shipped: "已发货",
  to_receive: "待收货",
  completed: "已完成",
  closed: "已关闭",
  refunded: "已退款",
};

export const after_sale_kind_words: Record<AfterSaleKind, string> = {
  refund_only: "仅退款",
  return_refund: "退货退款",
  exchange: "换货",
};

/** Why WeChat did not complete a transfer: its `fail_reason` (WeChat Pay doc 4012716434). */
const transfer_failures: Record<string, string> = {
  ACCOUNT_FROZEN: "收款人的微信账户被冻结",
  ACCOUNT_NOT_EXIST: "收款人的微信账户不存在",
  BLOCK_B2C_USERLIMITAMOUNT_BSRULE_MONTH: "收款人本月收款已达微信限额",
  BLOCK_B2C_USERLIMITAMOUNT_MONTH: "收款人本月收款已达微信限额",
  BUDGET_NOT_ENOUGH: "商户在微信的转账额度不足",
  DAY_RECEIVED_COUNT_EXCEED: "收款人今天收款次数已达微信限制",
  DAY_RECEIVED_QUOTA_EXCEED: "收款人今天收款已达微信限额",
  EXCEEDED_ESTIMATED_AMOUNT: "超过商户在微信报备的金额",
  ID_CARD_NOT_CORRECT: "收款人的身份证号与微信实名不一致",
  MCH_CANCEL: "转账已撤销",
  MERCHANT_NOT_CONFIRM: "商户没有及时在微信验密确认",
  MERCHANT_REJECT: "商户在微信驳回了这笔转账",
  NAME_NOT_CORRECT: "收款人的姓名与微信实名不一致",
  NAME_NOT_MATCH: "收款人的姓名与微信实名不一致",
  OPENID_INVALID: "收款人的微信与这个小程序不匹配",
  OVERDUE_CLOSE: "超过时间没有确认收款",
  PAYEE_ACCOUNT_ABNORMAL: "收款人的微信账户异常",
  PAYER_ACCOUNT_ABNORMAL: "商户的微信支付账户异常",
  PRODUCT_AUTH_CHECK_FAIL: "商户没有开通这项转账",
  REALNAME_ACCOUNT_RECEIVED_QUOTA_EXCEED: "收款人的微信收款已达限额",
  REAL_NAME_CHECK_FAIL: "收款人的微信还没有实名认证",
  TRANSFER_QUOTA_EXCEED: "超过微信的转账限额",
  TRANSFER_REMARK_SET_FAIL: "微信没有接受转账的备注",
  TRANSFER_RISK: "微信判断这笔转账有风险",
  TRANSFER_SCENE_INVALID: "商户的转账场景不可用",
  TRANSFER_SCENE_UNAVAILABLE: "商户的转账场景不可用",
};

/**
 * Why a withdrawal came to nothing, as people read it: what staff wrote stays, a code of WeChat's becomes a sentence,
 * and a code that nobody here knows is not shown.
 */
export function withdrawalReason(reason: string | null): string {
  if (!reason) return "";
  if (!/^[A-Z][A-Z0-9_]*$/.test(reason)) return reason;
  return transfer_failures[reason] ?? "微信没有完成转账";
}

/** Why stock changes. */
export const stock_cause_words: Record<StockCause, string> = {
  receive: "到货入库",
  reserve: "下单占用",
  release: "占用放回",
  ship: "发货出库",
  return: "退货入库",
  adjust: "人工调整",
};

/** How something was handed on. */
export const share_channel_words: Record<ShareChannel, string> = {
  chat: "微信聊天",
  moments: "朋友圈",
  poster: "海报",
  qrcode: "小程序码",
  link: "链接",
  pay_success: "付款后分享",
};

/** What a link opens, where that is no product. */
export const share_page_words: Record<SharePage, string> = {
  home: "店铺首页",
  category: "商品分类",
  product: "商品",
  invite: "邀请推广员",
};

/** The periods of the leaderboard. */
export const leader_period_words: Record<LeaderPeriod, string> = {
  today: "今天",
  week: "本周",
  month: "本月",
};
