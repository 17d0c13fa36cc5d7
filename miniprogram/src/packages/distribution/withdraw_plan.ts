import type { DistributorCenter } from "@/contracts/distributors.ts";
import { parseYuan, typedYuan } from "../../utils/yuan";

/** What was typed: an amount that can be asked for, or `problem` says why not. What arrives of it the shop says. */
export interface WithdrawPlan {
  amount_fen: number;
  problem: string;
}

/** The most that may be taken out at once. */
export function mostFen({ balances, withdrawal }: DistributorCenter): number {
  return Math.max(0, Math.min(balances.available_fen, withdrawal.maximum_fen));
}

export function planWithdrawal(text: string, center: DistributorCenter): WithdrawPlan {
  const amount_fen = parseYuan(text) || 0;
  return { amount_fen, problem: text === "" ? "" : problemOf(amount_fen, center) };
}

function problemOf(amount_fen: number, { balances, withdrawal }: DistributorCenter): string {
  if (amount_fen === 0) return "请输入金额，最多两位小数";
  if (amount_fen > balances.available_fen) return "超过可提现金额";
  if (amount_fen < withdrawal.minimum_fen) {
    return `每笔最低 ¥${typedYuan(withdrawal.minimum_fen)}`;
  }
  if (amount_fen > withdrawal.maximum_fen) {
    return `每笔最高 ¥${typedYuan(withdrawal.maximum_fen)}`;
  }
  return "";
}
