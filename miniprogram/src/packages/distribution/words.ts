import type { WithdrawalStatus } from "@/contracts/withdrawals.ts";
import { withdrawal_words } from "@/contracts/words.ts";

/** Sentences of promoting; what a state or a sum is called stands in contracts/words.ts. */

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
