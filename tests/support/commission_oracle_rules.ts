/** Which rule, extras and step decide, by the book: a part of the oracle of commission, apart from the SQL. */
import type { RuleSetForm, SetExtra, SetRule } from "@/contracts/staff/rules.ts";

/** Where goods stand: their own category and the one above it, null where there is none. */
export interface Goods {
  sku: string;
  product: string;
  category: string | null;
  parent: string | null;
  distributable: boolean;
}

const holds = (one: { starts_at: string | null; ends_at: string | null }, at: number) =>
  (one.starts_at === null || Date.parse(one.starts_at) <= at) &&
  (one.ends_at === null || at < Date.parse(one.ends_at));

/** The places that goods stand in, the narrowest first. */
const placesOf = (goods: Goods): [SetRule["scope"], string | null][] => [
  ["sku", goods.sku],
  ["product", goods.product],
  ...[goods.category, goods.parent].flatMap((id) =>
    id === null ? [] : [["category", id] as [SetRule["scope"], string]]
  ),
  ["shop", null],
];

/** The rule that decides: place, then tier, then those that hold at the moment, then priority. */
export function decidingRule(
  set: RuleSetForm,
  goods: Goods,
  level: number,
  tier: number,
  at: number,
): SetRule | null {
  const holding = set.rules.filter((rule) => rule.level === level && holds(rule, at));
  for (const [scope, scope_id] of placesOf(goods)) {
    const here = holding.filter((rule) => rule.scope === scope && rule.scope_id === scope_id);
    for (const wanted of [tier, null]) {
      const [best] = here.filter((rule) => rule.tier === wanted)
        .toSorted((a, b) => b.priority - a.priority);
      if (best) return best;
    }
  }
  return null;
}

export function extrasOf(set: RuleSetForm, goods: Goods, at: number): SetExtra[] {
  const places = placesOf(goods);
  return set.extras.filter((extra) =>
    holds(extra, at) &&
    places.some(([scope, id]) => extra.scope === scope && extra.scope_id === id)
  );
}

/** The rate of the highest step that a volume reaches. */
export const stepOf = (set: RuleSetForm, volume_fen: bigint): number =>
  Math.max(
    0,
    ...set.volume_steps.filter(({ from_fen }) => BigInt(from_fen) <= volume_fen).map(({ bps }) =>
      bps
    ),
  );
