import type { DistributorBalances, DistributorCenter } from "@/contracts/distributors.ts";
import type { LiveMessage } from "@/contracts/realtime.ts";

/** The kinds of message that change a figure of the centre. */
export const figure_kinds = [
  "commission.pending",
  "commission.held",
  "commission.released",
  "commission.settled",
  "commission.reversed",
  "commission.restored",
  "commission.void",
  "withdrawal.changed",
] as const;

/**
 * The centre after a message, before it is read again: the balances a delta names, and for new
 * commission today's earnings. A message without delta changes nothing.
 */
export function withMessage(center: DistributorCenter, message: LiveMessage): DistributorCenter {
  const { delta } = message;
  if (!delta) return center;
  const balances: DistributorBalances = { ...center.balances };
  for (const name of Object.keys(balances) as (keyof DistributorBalances)[]) {
    balances[name] += delta[name] || 0;
  }
  const earned = message.kind === "commission.pending"
    ? (delta.pending_fen || 0) + (delta.held_fen || 0)
    : 0;
  const today = { ...center.today, earned_fen: center.today.earned_fen + earned };
  return { ...center, balances, today };
}
