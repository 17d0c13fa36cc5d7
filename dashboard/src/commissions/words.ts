import type { Commission, CommissionStatus, HoldReason } from "@/contracts/distributors.ts";
import { formatBps, formatFen } from "@/contracts/format.ts";
import type { StaffCommission } from "@/contracts/staff/commissions.ts";
import { commission_words as words, hold_words } from "@/contracts/words.ts";
import { formatMoment } from "../lib/moments.ts";
import type { Tone } from "../ui/tone.ts";

export const commission_words: Record<CommissionStatus, { text: string; tone: Tone }> = {
  pending: { text: words.pending, tone: "info" },
  held: { text: words.held, tone: "warn" },
  settled: { text: words.settled, tone: "brand" },
  void: { text: words.void, tone: "quiet" },
};

/** A hold's reason in words. */
export function holdWords(reason: string): string {
  return hold_words[reason as HoldReason] ?? reason;
}

/** A hold that staff may lift: those of an after-sale or a suspension end with it alone. */
export function isLiftable(reason: string): boolean {
  return reason !== "after_sale" && reason !== "suspension";
}

/** Where the figure comes from, in one line: ¥164.40 × 10%. */
export function formula(one: Commission): string {
  const { kind, rate_bps, fixed_fen } = one.reason;
  if (kind === "fixed") return `${formatFen(fixed_fen ?? 0)} × ${one.quantity} 件`;
  return `${formatFen(one.base_fen)} × ${formatBps(rate_bps ?? 0)}`;
}

/** Beside a state: what holds it, or when it settles or did. */
export function stateNote(one: StaffCommission): string {
  if (one.open_holds.length > 0) {
    return one.open_holds.map(({ reason }) => holdWords(reason)).join("、");
  }
  if (one.status === "pending") {
    return one.settle_at ? `${formatMoment(one.settle_at)} 结算` : "等待确认收货";
  }
  return one.settled_at ? formatMoment(one.settled_at) : "";
}
