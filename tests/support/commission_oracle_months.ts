/** What a distributor's volume pays after the month, by the book: apart from the SQL, like the oracle of lines. */
import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import { keptOf, shareOf } from "./commission_oracle.ts";
import { stepOf } from "./commission_oracle_rules.ts";

/** A line of one of his paid orders of the month, as it stands: `kept_fen` is its base less refunds decided. */
export interface MonthLine {
  set: RuleSetForm;
  placed_at: number;
  order_id: string;
  line_no: number;
  distributable: boolean;
  base_fen: bigint;
  kept_fen: bigint;
  level1_fen: bigint;
  level2_fen: bigint;
}

/** The month that a moment lies in, in Shanghai: eight hours ahead all year. */
export const monthOf = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 7);

export const volumeOf = (lines: MonthLine[]): bigint =>
  lines.reduce((sum, { kept_fen }) => sum + kept_fen, 0n);

const byPlace = (a: MonthLine, b: MonthLine): number =>
  a.placed_at - b.placed_at ||
  (a.order_id < b.order_id ? -1 : a.order_id > b.order_id ? 1 : a.line_no - b.line_no);

/** What the slices of a volume between two sums pay, in fen times 10,000. */
function slices(set: RuleSetForm, from: bigint, to: bigint): bigint {
  const steps = set.volume_steps.toSorted((a, b) => a.from_fen - b.from_fen);
  return steps.reduce((sum, { from_fen, bps }, n) => {
    const next = steps[n + 1];
    const begins = from > BigInt(from_fen) ? from : BigInt(from_fen);
    const ends = next && BigInt(next.from_fen) < to ? BigInt(next.from_fen) : to;
    return ends > begins ? sum + (ends - begins) * BigInt(bps) : sum;
  }, 0n);
}

/** What the cap leaves a bonus beside what is kept of both levels. */
function cutBonus(line: MonthLine, bonus: bigint): bigint {
  const { kept_fen, base_fen } = line;
  const room = shareOf(kept_fen, line.set.cap_bps) -
    keptOf(line.level1_fen, kept_fen, base_fen) - keptOf(line.level2_fen, kept_fen, base_fen);
  return room <= 0n ? 0n : bonus < room ? bonus : room;
}

/** The bonus of every line of one distributor's month, by order and line. */
export function bonusesOf(lines: MonthLine[]): Map<string, bigint> {
  const volume = volumeOf(lines);
  let before = 0n;
  return new Map(
    lines.toSorted(byPlace).map((line) => {
      const { set, kept_fen } = line;
      const after = before + kept_fen;
      const bonus = !line.distributable
        ? 0n
        : set.volume_mode === "after_whole"
        ? shareOf(kept_fen, stepOf(set, volume))
        : set.volume_mode === "after_slices"
        ? slices(set, before, after) / 10_000n
        : 0n;
      before = after;
      return [`${line.order_id} ${line.line_no}`, cutBonus(line, bonus)];
    }),
  );
}
