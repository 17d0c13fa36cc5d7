import type { RuleGood } from "@/contracts/staff/rule_goods.ts";
import type { RuleSet } from "@/contracts/staff/rules.ts";
import type { Names } from "./changes.ts";
import { placeKey } from "./set.ts";
import type { TierNames } from "./words.ts";

type Named = Pick<RuleSet, "rules" | "extras">;

/** What places are called: as they are read now, else as the sets call them. */
export function namesOf(
  tiers: TierNames,
  goods: readonly RuleGood[],
  sets: readonly Named[],
): Names {
  const names = new Map<string, string>([["shop", "全店"]]);
  for (const { rules, extras } of sets) {
    for (const one of [...rules, ...extras]) {
      if (one.scope_name) names.set(placeKey(one), one.scope_name);
    }
  }
  for (const good of goods) names.set(placeKey(good), good.name);
  return { tiers, place: (place) => names.get(placeKey(place)) ?? "已经不在的商品" };
}
