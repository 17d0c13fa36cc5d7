import { formatBps, formatFen } from "@/contracts/format.ts";
import type { Earnings } from "../product/earnings.ts";

/** From the least to the most, one sum where both are the same: ¥1.20–12.00. */
export function rangeWords(sums: readonly number[]): string {
  const [least, most] = [Math.min(...sums), Math.max(...sums)];
  if (sums.length === 0) return "";
  return least === most ? formatFen(least) : `${formatFen(least)}–${formatFen(most).slice(1)}`;
}

/** What is left of the price, in words, and whether commission eats it. */
export function marginOf(earned: readonly Earnings[]): { words: string; isLost: boolean } | null {
  const margins = earned.flatMap(({ margin_fen }) => margin_fen === null ? [] : [margin_fen]);
  if (margins.length === 0) return null;
  const least = Math.min(...margins);
  if (least < 0) return { words: `亏 ${formatFen(-least)}`, isLost: true };
  return { words: `余 ${rangeWords(margins)}`, isLost: false };
}

/** What came on top or went: +¥1.00, -¥1.00, ¥0.00. */
export const changeWords = (fen: number) => fen > 0 ? `+${formatFen(fen)}` : formatFen(fen);

/** A part of a whole to a hundredth of a percent. */
export const shareWords = (part_fen: number, whole_fen: number) =>
  whole_fen === 0 ? "–" : formatBps(Math.round(part_fen * 10_000 / whole_fen));
