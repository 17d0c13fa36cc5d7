import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import type { TierNames } from "./words.ts";

/** The columns of the matrix: any tier, then each tier of the shop, that rules name, or that was added. */
export function tierColumns(
  names: TierNames,
  forms: readonly RuleSetForm[],
  added: readonly number[] = [],
): (number | null)[] {
  const tiers = new Set([
    ...Object.keys(names).map(Number),
    ...forms.flatMap(({ rules }) => rules.flatMap(({ tier }) => tier === null ? [] : [tier])),
    ...added,
  ]);
  return [null, ...[...tiers].toSorted((a, b) => a - b)];
}
