import { formatFen } from "./format.ts";
import type { TierChange, TierCondition, TierTerms } from "./tiers.ts";

/** What tiers of distributors are called before people, the same on the phone and on the dashboard. */

export const tier_cause_words: Record<TierChange["cause"], string> = {
  up: "升级",
  kept: "保级",
  down: "降级",
  pinned: "固定",
  unpinned: "取消固定",
};

export const condition_words: Record<TierCondition["kind"], string> = {
  sales_fen: "客户实付",
  orders: "成交订单",
  buyers: "成交客户",
};

const units: Record<Exclude<TierCondition["kind"], "sales_fen">, string> = {
  orders: "单",
  buyers: "人",
};

/** So much of a condition: `¥500.00`, `20 单`. */
export function amountWords(kind: TierCondition["kind"], count: number): string {
  return kind === "sales_fen" ? formatFen(count) : `${count} ${units[kind]}`;
}

/** Over which time figures count. */
export function periodWords(within_days: number | null): string {
  return within_days === null ? "累计" : `近 ${within_days} 天`;
}

/** What a tier asks for, in one line: `近 90 天客户实付 ¥500.00，且成交客户 5 人`. */
export function termsWords(terms: Omit<TierTerms, "tier" | "name" | "keep_bps">): string {
  const kinds = (["sales_fen", "orders", "buyers"] as const).filter((kind) => terms[kind] !== null);
  if (kinds.length === 0) return "通过审核";
  const words = kinds.map((kind) => `${condition_words[kind]} ${amountWords(kind, terms[kind]!)}`);
  return periodWords(terms.within_days) + words.join(terms.needs === "all" ? "，且" : "，或");
}

/** How long a tier is valid. */
export function validWords(valid_days: number | null): string {
  return valid_days === null ? "长期有效" : `有效 ${valid_days} 天`;
}
