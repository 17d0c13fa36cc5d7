import type { Commission, HoldReason } from "@/contracts/distributors.ts";
import type { WithdrawalStatus } from "@/contracts/withdrawals.ts";
import { hold_words, withdrawal_words } from "@/contracts/words.ts";
import { moment } from "../../utils/time";

/** Sentences of promoting; what a state or a sum is called stands in contracts/words.ts. */

/** Why a commission waits, all reasons in one sentence. */
export function holdWords(holds: HoldReason[]): string {
  return holds.map((hold) => hold_words[hold]).join("，");
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
      return "因退款或商家作废，不再结算";
    case "held":
      return `${holdWords(holds)}，解除冻结后结算`;
    case "pending":
      return settle_at ? `预计 ${moment(settle_at)} 结算` : "买家收货后开始计算结算时间";
  }
}

/** `tone` names the colour: wait, good, bad or quiet. */
interface WithdrawalWords {
  word: string;
  hint: string;
  tone: "wait" | "good" | "bad" | "quiet";
}

const sent = ["已提交微信，正在等结果", "wait"] as const;
const returned = "金额已退回可提现";

const withdrawal_hints: Record<WithdrawalStatus, readonly [string, WithdrawalWords["tone"]]> = {
  requested: ["商家审核前可以取消", "wait"],
  approved: ["正在提交微信", "wait"],
  rejected: [returned, "bad"],
  held: ["商家正在处理", "wait"],
  submitted: sent,
  processing: sent,
  wait_user_confirm: ["请在微信中确认收款", "wait"],
  paid: ["已转入微信零钱", "good"],
  failed: [returned, "bad"],
  cancelled: [returned, "quiet"],
};

export function withdrawalWords(status: WithdrawalStatus): WithdrawalWords {
  const [hint, tone] = withdrawal_hints[status];
  return { word: withdrawal_words[status], hint, tone };
}
