import type { SetExtra, SetRule } from "@/contracts/staff/rules.ts";
import { type Cell, placeKey } from "./set.ts";

/** The rules of a set by place and level, so that a cell does not look through all of them. */
export type RuleIndex = ReadonlyMap<string, SetRule[]>;

export function indexOf(rules: readonly SetRule[]): RuleIndex {
  const index = new Map<string, SetRule[]>();
  for (const rule of rules) {
    const key = `${placeKey(rule)} ${rule.level}`;
    index.set(key, [...index.get(key) ?? [], rule]);
  }
  return index;
}

export function holdsAt({ starts_at, ends_at }: Held, at_ms: number): boolean {
  return began(starts_at) <= at_ms && at_ms < (ends_at === null ? Infinity : Date.parse(ends_at));
}

type Held = Pick<SetRule, "starts_at" | "ends_at">;

const began = (at: string | null) => at === null ? -Infinity : Date.parse(at);

/**
 * Which rule decides at a moment, as private.deciding_rule finds it: the narrowest place's (`places`: the narrowest
 * first), there one for the tier before one for any, then the higher priority. Undefined where none holds.
 */
export function decidingRule(
  index: RuleIndex,
  places: readonly string[],
  { tier, level }: Pick<Cell, "tier" | "level">,
  at_ms: number,
): SetRule | undefined {
  for (const place of places) {
    const [first] = (index.get(`${place} ${level}`) ?? [])
      .filter((rule) => (rule.tier === null || rule.tier === tier) && holdsAt(rule, at_ms))
      .toSorted(before);
    if (first) return first;
  }
  return undefined;
}

/** One for the tier before one for any, then the higher priority, then the later begun. */
function before(a: SetRule, b: SetRule): number {
  return (b.tier ?? 0) - (a.tier ?? 0) || b.priority - a.priority ||
    (began(a.starts_at) < began(b.starts_at) ? 1 : -1);
}

/** Whether a rule stands in this very cell and is not taken over from a wider one. */
export const isOwn = (rule: SetRule | undefined, cell: Cell) =>
  rule !== undefined && placeKey(rule) === placeKey(cell) && rule.tier === cell.tier;

/** The extras that hold in one of these places at a moment. */
export const extrasAt = (extras: readonly SetExtra[], places: readonly string[], at_ms: number) =>
  extras.filter((extra) => places.includes(placeKey(extra)) && holdsAt(extra, at_ms));

/** Two rules of one cell that would decide at the same moment with the same priority. */
export function tieOf(rules: readonly SetRule[]): [number, number] | undefined {
  for (const [n, a] of rules.entries()) {
    const m = rules.findIndex((b, at) => at > n && a.priority === b.priority && meets(a, b));
    if (m > 0) return [n, m];
  }
  return undefined;
}

function meets(a: Held, b: Held): boolean {
  const ends = ({ ends_at }: Held) => ends_at === null ? Infinity : Date.parse(ends_at);
  return began(a.starts_at) < ends(b) && began(b.starts_at) < ends(a);
}
