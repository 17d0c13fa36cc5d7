import type { WithdrawalStatus } from "@/contracts/withdrawals.ts";
import type { Tone } from "../ui/tone.ts";

export const withdrawal_words: Record<WithdrawalStatus, { text: string; tone: Tone }> = {
  requested: { text: "待审核", tone: "warn" },
  held: { text: "暂缓", tone: "warn" },
  approved: { text: "已同意", tone: "info" },
  submitted: { text: "已提交微信", tone: "info" },
  processing: { text: "微信处理中", tone: "info" },
  wait_user_confirm: { text: "待推广员收款", tone: "info" },
  paid: { text: "已到账", tone: "quiet" },
  rejected: { text: "已拒绝", tone: "quiet" },
  failed: { text: "未成功，已退回", tone: "bad" },
  cancelled: { text: "已撤销", tone: "quiet" },
};
