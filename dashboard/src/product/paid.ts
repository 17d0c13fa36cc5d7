import { useMemo } from "react";
import type { StaffCategory } from "@/contracts/staff/categories.ts";
import type { RuleSet, SetRule } from "@/contracts/staff/rules.ts";
import { formatBps } from "@/contracts/format.ts";
import { useCategories } from "../categories/queries.ts";
import { decidingRule, extrasAt, indexOf } from "../rules/deciding.ts";
import { namesOf } from "../rules/names.ts";
import { useRuleSets } from "../rules/queries.ts";
import { placeKey } from "../rules/set.ts";
import { payWords } from "../rules/words.ts";
import { combinationsOf, type Draft, skuOf } from "./draft.ts";
import type { Pays } from "./earnings.ts";

/** What the rules in force pay a distributor of any tier on a SKU, and by which rule. */
export interface Paid extends Pays {
  words: { level1: string; level2: string };
}

/** What a set pays at a moment in places, the narrowest first. */
export function payer(set: RuleSet, at_ms: number): (places: readonly string[]) => Paid {
  const index = indexOf(set.rules);
  const names = namesOf({}, [], [set]);
  const words = (rule: SetRule | undefined) => rule ? `${names.place(rule)} ${payWords(rule)}` : "";
  return (places) => {
    const [level1, level2] = [1, 2].map((level) =>
      level <= set.levels ? decidingRule(index, places, { tier: null, level }, at_ms) : undefined
    );
    const extra_bps = extrasAt(set.extras, places, at_ms)
      .reduce((sum, extra) => sum + extra.extra_bps, 0);
    const extra = level1 && extra_bps > 0 ? ` + 加佣 ${formatBps(extra_bps)}` : "";
    return {
      ...{ level1, level2, extra_bps, cap_bps: set.cap_bps },
      words: { level1: words(level1) + extra, level2: words(level2) },
    };
  };
}

/** Where rules for a product's goods may stand, the narrowest first, without the SKU itself. */
export function placesOf(
  { id, category_id }: Pick<Draft, "id" | "category_id">,
  categories: readonly StaffCategory[],
): string[] {
  const parent = categories.find((one) => one.id === category_id)?.parent_id;
  const narrower = [id, category_id, parent].filter((one) => typeof one === "string");
  return [...narrower, placeKey({ scope_id: null })];
}

/** What each SKU of a draft pays, by the key of its row; null until the rules are known. */
export function usePaid(draft: Draft): ReadonlyMap<string, Paid> | null {
  const set = useRuleSets().data?.current;
  const categories = useCategories().data?.items;
  const { id, category_id } = draft;
  const rows = combinationsOf(draft.specs).map(({ key }) => [key, skuOf(draft, key).id]);
  const listed = JSON.stringify(rows);
  return useMemo(() => {
    if (!set || !categories) return null;
    const paid = payer(set, Date.now());
    const places = placesOf({ ...(id ? { id } : {}), category_id }, categories);
    return new Map(
      (JSON.parse(listed) as [string, string?][])
        .map(([key, sku]) => [key, paid(sku ? [sku, ...places] : places)]),
    );
  }, [set, categories, id, category_id, listed]);
}
