import { formatBps, formatFen } from "@/contracts/format.ts";
import type { PromoterFigures, PromoterMetric, PromoterTotals } from "@/contracts/promoting.ts";
import type { Bar } from "../bars/heights";

/** What the page shows of a distributor's figures. */
export interface Shown {
  kept: string;
  /** What was promised before refunds, where that is more. */
  promised: string;
  metrics: Metric[];
  /** What each number counts. */
  explanations: Pick<Metric, "name" | "about">[];
  days: Bar[];
  days_about: string;
  hours: Bar[];
  hours_about: string;
}

interface Metric {
  key: PromoterMetric;
  name: string;
  value: string;
  about: string;
}

const shown_metrics: PromoterMetric[] = [
  ...(["openings", "visitors", "conversion_bps"] as const),
  ...(["orders", "buyers", "new_buyers"] as const),
  ...(["goods_fen", "kept_goods_fen", "per_opening_fen"] as const),
];

const explained_metrics: PromoterMetric[] = [
  ...(["promised_fen", "kept_fen", "team_fen"] as const),
  ...shown_metrics,
];

/** Sums in yuan, parts of a hundred, and counts; a dash where there is nothing to divide by. */
export function valueOf(totals: PromoterTotals, key: PromoterMetric): string {
  const value = totals[key];
  if (value === null) return "–";
  if (key.endsWith("_fen")) return formatFen(value);
  return key.endsWith("_bps") ? formatBps(value) : String(value);
}

export function shownOf({ totals, words, by_day, by_hour }: PromoterFigures): Shown {
  const days = by_day.map(({ day, openings, orders, kept_fen }) => ({
    label: dayWords(day),
    value: openings,
    words: `${dayWords(day)}：打开 ${openings} 次，${orders} 单，佣金 ${formatFen(kept_fen)}`,
  }));
  const hours = by_hour.map(({ hour, openings, orders }) => ({
    label: `${hour} 点`,
    value: openings,
    words: `${hour} 点到 ${hour + 1} 点：打开 ${openings} 次，${orders} 单`,
  }));
  return {
    kept: formatFen(totals.kept_fen),
    promised: totals.promised_fen > totals.kept_fen ? formatFen(totals.promised_fen) : "",
    metrics: shown_metrics.map((key) => ({
      key,
      name: words[key][0],
      value: valueOf(totals, key),
      about: words[key][1],
    })),
    explanations: explained_metrics.map((key) => ({ name: words[key][0], about: words[key][1] })),
    days,
    days_about: "每天打开的次数，点一天看明细",
    hours,
    hours_about: bestHour(hours),
  };
}

/** When links are opened most. */
function bestHour(hours: readonly Bar[]): string {
  const most = Math.max(0, ...hours.map(({ value }) => value));
  const best = hours.find(({ value }) => value > 0 && value === most);
  return best ? `${best.label}前后打开最多，点一小时看明细` : "有人打开后，这里看得出什么时候最好";
}

/** 2026-12-01 → 12月1日 */
function dayWords(day: string): string {
  const [, month, date] = day.split("-").map(Number);
  return `${month}月${date}日`;
}
