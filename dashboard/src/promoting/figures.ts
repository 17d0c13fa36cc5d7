import { formatBps, formatFen } from "@/contracts/format.ts";
import type { PromoterFigures, PromoterMetric, PromoterTotals } from "@/contracts/promoting.ts";

/** The metrics of a distributor's figures, in the order in which they are read. */
export const shown_metrics: PromoterMetric[] = [
  "openings",
  "visitors",
  "conversion_bps",
  "orders",
  "buyers",
  "new_buyers",
  "goods_fen",
  "kept_goods_fen",
  "promised_fen",
  "kept_fen",
  "team_fen",
  "per_opening_fen",
];

/** Sums in yuan, parts of a hundred, and counts; a dash where there is nothing to divide by. */
export function valueOf(totals: PromoterTotals, key: PromoterMetric): string {
  const value = totals[key];
  if (value === null) return "–";
  if (key.endsWith("_fen")) return formatFen(value);
  return key.endsWith("_bps") ? formatBps(value) : value.toLocaleString("zh-CN");
}

export function dayBars({ by_day }: PromoterFigures) {
  return by_day.map(({ day, openings, orders, kept_fen }) => ({
    label: day.slice(5),
    value: openings,
    words: `${day}：打开 ${openings} 次，${orders} 单，佣金 ${formatFen(kept_fen)}`,
  }));
}

export function hourBars({ by_hour }: PromoterFigures) {
  return by_hour.map(({ hour, openings, orders }) => ({
    label: `${hour} 点`,
    value: openings,
    words: `${hour} 点到 ${hour + 1} 点：打开 ${openings} 次，${orders} 单`,
  }));
}
