import type { RuleGood } from "@/contracts/staff/rule_goods.ts";
import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import { type Place, placeKey } from "./set.ts";

/** A line of the matrix. */
export interface Row extends Place {
  key: string;
  name: string;
  /** How far it stands in: 0 the shop and categories of the first level. */
  depth: number;
  /** Where a rule for it may stand, the narrowest first. */
  places: string[];
  cheapest: RuleGood["cheapest"];
  dearest: RuleGood["dearest"];
}

/** What the rules of these sets name: places with a line of their own. */
export const namedBy = (...forms: readonly RuleSetForm[]) =>
  new Set(forms.flatMap(({ rules, extras }) => [...rules, ...extras].map(placeKey)));

/**
 * The lines of the matrix: the shop, then categories with those below them; products and SKUs in `named` stand where
 * they belong, those in no category at the end. A SKU's product has a line too.
 */
export function rowsOf(goods: readonly RuleGood[], named: ReadonlySet<string>): Row[] {
  const with_skus = new Set(
    goods.filter((good) => good.scope === "sku" && named.has(placeKey(good)))
      .map(({ within }) => within[0]),
  );
  const shown = goods.filter((good) =>
    good.scope === "shop" || good.scope === "category" || named.has(placeKey(good)) ||
    with_skus.has(placeKey(good))
  );
  const below = new Map<string, RuleGood[]>();
  const shop = shown.filter(({ scope }) => scope === "shop");
  for (const good of shown) {
    if (good.scope === "shop") continue;
    const parent = good.within[0] ?? "";
    below.set(parent, [...below.get(parent) ?? [], good]);
  }
  const lines = (parent: string, depth: number): Row[] =>
    (below.get(parent) ?? []).toSorted(categoriesLast).flatMap((good) => [
      rowOf(good, depth),
      ...lines(placeKey(good), depth + 1),
    ]);
  const roots = lines("", 0);
  return [...shop.map((good) => rowOf(good, 0)), ...roots];
}

/** Below a category its own products come before its categories; in the shop those without a category come last. */
function categoriesLast(a: RuleGood, b: RuleGood): number {
  const rank = ({ scope, within }: RuleGood) =>
    (scope === "category" ? 1 : 0) * (within.length === 0 ? -1 : 1);
  return rank(a) - rank(b);
}

function rowOf(good: RuleGood, depth: number): Row {
  const key = placeKey(good);
  const { scope, scope_id, name, within, cheapest, dearest } = good;
  return {
    ...{ key, scope, scope_id, depth, cheapest, dearest },
    name: scope === "sku" ? cheapest?.spec || name : name,
    places: scope === "shop" ? [key] : [key, ...within, "shop"],
  };
}

/** More places for the matrix; what is known again replaces what was. */
export const withGoods = (known: readonly RuleGood[], more: readonly RuleGood[]): RuleGood[] => {
  const fresh = new Set(more.map(placeKey));
  return [...known.filter((good) => !fresh.has(placeKey(good))), ...more];
};
