import type {
  Commission,
  CommissionStatus,
  DistributorStatus,
  HoldReason,
} from "@/contracts/distributors.ts";
import type { WithdrawalStatus } from "@/contracts/withdrawals.ts";
import { moment } from "../../utils/time";

/** The words of promoting: one place that turns states into what a person reads. */

const commission_statuses: Record<CommissionStatus, string> = {
  pending: "待结算",
  held: "冻结中",
  settled: "已结算",
  void: "已失效",
};

export function commissionWord(status: CommissionStatus): string {
  return commission_statuses[status];
}

const hold_reasons: Record<HoldReason, string> = {
  after_sale: "订单在售后中",
  risk: "订单在核对中",
  suspension: "推广资格已暂停",
  expulsion: "推广资格已终止",
  staff: "商家在核对",
};

/** Why a commission waits, all reasons in one sentence. */
export function holdWords(holds: HoldReason[]): string {
  return holds.map((hold) => hold_reasons[hold]).join("，");
}

/** Whose purchase brought it. Who bought from a distributor I invited stays his secret. */
export function sourceWords({ level, from }: Pick<Commission, "level" | "from">): string {
  if (level === 2) return "我邀请的推广员的客户购买";
  return from ? `客户 ${from} 购买` : "我的客户购买";
}

/** When it settles, or what it waits for. */
export function settlingWords({ status, holds, settle_at, settled_at }: Commission): string {
  switch (status) {
    case "settled":
      return settled_at ? `${moment(settled_at)} 结算` : "";
    case "void":
      return "订单已退款，不再结算";
    case "held":
      return `${holdWords(holds)}，解除冻结后结算`;
    case "pending":
      return settle_at ? `预计 ${moment(settle_at)} 结算` : "买家收货后开始计算结算时间";
  }
}

const team_statuses: Record<DistributorStatus, string> = {
  applied: "审核中",
  approved: "推广中",
  rejected: "未通过",
  suspended: "已暂停",
  expelled: "已终止",
};

export function distributorWord(status: DistributorStatus): string {
  return team_statuses[status];
}

/** `tone` names the colour: wait, good, bad or quiet. */
interface WithdrawalWords {
  word: string;
  hint: string;
  tone: "wait" | "good" | "bad" | "quiet";
}

const sent: WithdrawalWords = { word: "转账中", hint: "已提交微信，正在等结果", tone: "wait" };

const withdrawal_statuses: Record<WithdrawalStatus, WithdrawalWords> = {
  requested: { word: "待审核", hint: "商家审核前可以取消", tone: "wait" },
  approved: { word: "已通过", hint: "正在提交微信", tone: "wait" },
  rejected: { word: "未通过", hint: "金额已退回可提现", tone: "bad" },
  held: { word: "暂缓", hint: "商家正在处理", tone: "wait" },
  submitted: sent,
  processing: sent,
  wait_user_confirm: { word: "待收款", hint: "请在微信中确认收款", tone: "wait" },
  paid: { word: "已到账", hint: "已转入微信零钱", tone: "good" },
  failed: { word: "未成功", hint: "金额已退回可提现", tone: "bad" },
  cancelled: { word: "已取消", hint: "金额已退回可提现", tone: "quiet" },
};

export function withdrawalWords(status: WithdrawalStatus): WithdrawalWords {
  return withdrawal_statuses[status];
}

/** What WeChat says of a transfer that failed, where a person can do something about it. */
const transfer_failures: Record<string, string> = {
  OVERDUE_CLOSE: "超过时间没有确认收款",
  ACCOUNT_FROZEN: "你的微信账户被冻结",
  REAL_NAME_CHECK_FAIL: "你的微信还没有实名认证",
  NAME_NOT_CORRECT: "姓名与微信实名不一致",
  TRANSFER_RISK: "微信判断这次转账有风险",
};

/** The reason of a withdrawal as a person reads it: staff's words stay, WeChat's codes are translated. */
export function withdrawalReason(reason: string | null): string {
  if (!reason) return "";
  if (!/^[A-Z_]+$/.test(reason)) return reason;
  return transfer_failures[reason] || "微信没有完成转账";
}
