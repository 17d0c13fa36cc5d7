import type { SetExtra, SetRule } from "@/contracts/staff/rules.ts";
import { fenOf, yuanOf } from "../lib/yuan.ts";
import { type Cell, type Place } from "./set.ts";

/** A rule as it is typed: a rate in percent, a sum in yuan, both as text. */
export interface TypedRule {
  kind: "rate" | "fixed" | "none";
  rate: string | null;
  fixed: string | null;
  starts_at: string | null;
  ends_at: string | null;
  priority: number | null;
}

export function typedRule(rule: Omit<SetRule, keyof Cell>): TypedRule {
  const { rate_bps, fixed_fen, starts_at, ends_at, priority } = rule;
  return {
    kind: fixed_fen !== null ? "fixed" : rate_bps ? "rate" : "none",
    rate: rate_bps ? yuanOf(rate_bps) : null,
    fixed: fixed_fen === null ? null : yuanOf(fixed_fen),
    ...{ starts_at, ends_at, priority },
  };
}

export function ruleIn(cell: Cell, { kind, rate, fixed, ...typed }: TypedRule): SetRule {
  return {
    ...cell,
    rate_bps: kind === "fixed" ? null : kind === "rate" ? fenOf(rate) ?? 0 : 0,
    fixed_fen: kind === "fixed" ? fenOf(fixed) : null,
    starts_at: typed.starts_at ?? null,
    ends_at: typed.ends_at ?? null,
    priority: typed.priority ?? 0,
  };
}

export interface TypedExtra {
  name: string;
  place: string;
  rate: string | null;
  starts_at: string | null;
  ends_at: string | null;
}

export const typedExtra = (extra: SetExtra, place: string): TypedExtra => ({
  name: extra.name,
  place,
  rate: yuanOf(extra.extra_bps),
  starts_at: extra.starts_at,
  ends_at: extra.ends_at,
});

export const extraIn = (
  { scope, scope_id }: Place,
  { name, rate, starts_at, ends_at }: TypedExtra,
): SetExtra => ({
  ...{ name: name.trim(), scope, scope_id, extra_bps: fenOf(rate) ?? 0 },
  ...{ starts_at: starts_at ?? "", ends_at: ends_at ?? "" },
});

/** A rate above nothing and up to the most, typed in percent. */
export function rateProblem(typed: string | null, most_bps: number): string | undefined {
  const bps = fenOf(typed);
  if (bps === null) return "请填写比例，最多两位小数";
  if (bps === 0) return "要大于 0";
  return bps > most_bps ? `最多 ${most_bps / 100}%` : undefined;
}

export function sumProblem(typed: string | null): string | undefined {
  const fen = fenOf(typed);
  if (fen === null) return "请填写金额，最多两位小数";
  if (fen === 0) return "要大于 0；一分不给请选“不给”";
  return fen > 100_000_000 ? "最多 100 万元" : undefined;
}

/** An interval that ends before it begins is none. */
export const intervalProblem = (starts_at: string | null, ends_at: string | null) =>
  starts_at && ends_at && Date.parse(starts_at) >= Date.parse(ends_at)
    ? "结束要晚于开始"
    : undefined;

/** What is wrong with steps as they stand: they rise in volume and in rate. */
export function stepsProblem(steps: readonly { from_fen: number; bps: number }[]) {
  const wrong = steps.findIndex(({ from_fen, bps }, n) => {
    const last = steps[n - 1];
    return from_fen < 1 || bps < 1 || last && (from_fen <= last.from_fen || bps <= last.bps);
  });
  return wrong < 0 ? undefined : `第 ${wrong + 1} 级：销量和比例都要填，而且比上一级高`;
}
