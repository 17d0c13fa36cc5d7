import type { RuleGood } from "@/contracts/staff/rule_goods.ts";
import type { RuleSetForm, SetExtra, SetRule } from "@/contracts/staff/rules.ts";
import { earnedBy, type Earnings } from "../product/earnings.ts";
import { decidingRule, extrasAt, indexOf, isOwn, type RuleIndex } from "./deciding.ts";
import { rulesByCell } from "./changes.ts";
import type { Row } from "./rows.ts";
import { cellKey } from "./set.ts";

/** A set, so that each cell finds at once what decides. */
export interface Judge {
  form: RuleSetForm;
  index: RuleIndex;
  own: ReadonlyMap<string, SetRule[]>;
  at_ms: number;
}

export const judgeOf = (form: RuleSetForm, at_ms: number): Judge => ({
  ...{ form, index: indexOf(form.rules), own: rulesByCell(form.rules), at_ms },
});

/** What a level pays a tier in a place. */
export interface Level {
  level: number;
  rule: SetRule | undefined;
  isOwn: boolean;
  /** All rules that stand in this cell, at whatever time they hold. */
  own: readonly SetRule[];
}

/** A place and a tier: both levels, and what is earned of the cheapest and the dearest SKU there. */
export interface Judged {
  levels: Level[];
  earned: Earnings[];
  extras: SetExtra[];
}

export function judged({ form, index, own, at_ms }: Judge, row: Row, tier: number | null): Judged {
  const levels = [1, 2].slice(0, form.levels).map((level) => {
    const cell = { scope: row.scope, scope_id: row.scope_id, tier, level };
    const rule = decidingRule(index, row.places, cell, at_ms);
    return { level, rule, isOwn: isOwn(rule, cell), own: own.get(cellKey(cell)) ?? [] };
  });
  const extras = extrasAt(form.extras, row.places, at_ms);
  const pays = {
    level1: levels[0]?.rule,
    level2: levels[1]?.rule,
    extra_bps: extras.reduce((sum, { extra_bps }) => sum + extra_bps, 0),
    cap_bps: form.cap_bps,
  };
  const earned = endsOf(row).map(({ price_fen, cost_fen }) => earnedBy(price_fen, cost_fen, pays));
  return { levels, earned, extras };
}

/** The cheapest and the dearest SKU of a place, one where both cost the same, none where it has no goods. */
export function endsOf({ cheapest, dearest }: Pick<RuleGood, "cheapest" | "dearest">) {
  if (!cheapest || !dearest) return [];
  return cheapest.price_fen === dearest.price_fen && cheapest.cost_fen === dearest.cost_fen
    ? [cheapest]
    : [cheapest, dearest];
}
