import type { DistributorCenter } from "@/contracts/distributors.ts";
import { parseYuan, typedYuan } from "../../utils/yuan";

/** What will happen with a typed amount: it can be asked for, or `problem` says why not. */
export interface WithdrawPlan {
  amount_fen: number;
  fee_fen: number;
  net_fen: number;
  problem: string;
}

/** The most that may be taken out at once. */
export function mostFen({ balances, withdrawal }: DistributorCenter): number {
  return Math.max(0, Math.min(balances.available_fen, withdrawal.maximum_fen));
}

/** The fee as the shop counts it, floored; 9 digits of yuan times 10000 stay exact. */
export function feeFen(amount_fen: number, fee_bps: number): number {
  return Math.floor(amount_fen * fee_bps / 10_000);
}

export function planWithdrawal(text: string, center: DistributorCenter): WithdrawPlan {
  const amount_fen = parseYuan(text) || 0;
  const fee_fen = feeFen(amount_fen, center.withdrawal.fee_bps);
  const plan = { amount_fen, fee_fen, net_fen: amount_fen - fee_fen };
  return { ...plan, problem: text === "" ? "" : problemOf(amount_fen, center) };
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
