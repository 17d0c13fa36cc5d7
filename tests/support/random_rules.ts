/** Random rule sets for properties: over places named by numbers, which a shelf of goods then makes real. */
import fc from "fast-check";
import type { RuleSetForm, SetExtra, SetRule } from "@/contracts/staff/rules.ts";
import type { Shelf } from "./random_goods.ts";

/** Rules begin and end, and orders are placed, on a grid of hours, so that a moment often is the very end of one. */
export const hour_ms = 3_600_000;
export const grid = { min: -30, max: 30 };

const bps = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 2500 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 3333, 10_000) },
);
const hours = fc.tuple(fc.integer(grid), fc.integer({ min: 1, max: 30 }))
  .map(([from, length]) => [from, from + length] as const);
const place = fc.record({
  scope: fc.constantFrom("shop", "category", "product", "sku"),
  pick: fc.nat(),
});

const rule = fc.record({
  place,
  tier: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 }),
  level: fc.constantFrom(1, 2),
  rate_bps: bps,
  fixed_fen: fc.option(fc.integer({ min: 1, max: 20_000 }), { freq: 5 }),
  held: fc.option(hours, { freq: 3 }),
  open: fc.constantFrom("no", "start", "end"),
  priority: fc.integer({ min: 0, max: 3 }),
});

const extra = fc.record({
  place,
  extra_bps: fc.integer({ min: 1, max: 1500 }),
  held: hours,
});

const steps = fc.uniqueArray(
  fc.record({
    from_fen: fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5_000_000 })),
    bps: fc.integer({ min: 1, max: 1500 }),
  }),
  { minLength: 1, maxLength: 4, selector: ({ from_fen }) => from_fen },
).map((drawn) => {
  const rates = [...new Set(drawn.map(({ bps }) => bps))].toSorted((a, b) => a - b);
  const from = drawn.map(({ from_fen }) => from_fen).toSorted((a, b) => a - b);
  return rates.map((bps, n) => ({ from_fen: from[n]!, bps }));
});

export const rule_set = fc.record({
  levels: fc.constantFrom(2, 2, 2, 1),
  cap_bps: fc.oneof(fc.constant(5000), fc.integer({ min: 0, max: 5000 })),
  rules: fc.array(rule, { minLength: 20, maxLength: 120, size: "max" }),
  extras: fc.array(extra, { maxLength: 12, size: "max" }),
  volume_mode: fc.constantFrom("ahead", "ahead", "after_whole", "after_slices", null),
  volume_steps: steps,
});
export type DrawnSet = typeof rule_set extends fc.Arbitrary<infer R> ? R : never;

const at = (noon: number, hour: number) => new Date(noon + hour * hour_ms).toISOString();

const clock = (moment: string | null, open: number) => moment === null ? open : Date.parse(moment);

/** Whether two rules could tie: such a set is refused when saved. */
const ties = (a: SetRule, b: SetRule): boolean =>
  a.scope_id === b.scope_id && a.tier === b.tier && a.level === b.level &&
  a.priority === b.priority &&
  clock(a.starts_at, -Infinity) < clock(b.ends_at, Infinity) &&
  clock(b.starts_at, -Infinity) < clock(a.ends_at, Infinity);

/** The drawn set on these goods, with moments around a noon; of rules that would tie the first stays. */
export function formOf(drawn: DrawnSet, shelf: Shelf, noon: number): RuleSetForm {
  const placed = ({ scope, pick }: DrawnSet["rules"][number]["place"]) => ({
    scope,
    scope_id: shelf.places(scope)[pick % shelf.places(scope).length] ?? null,
  });
  const rules: SetRule[] = [];
  for (const { place, held, open, fixed_fen, rate_bps, ...rest } of drawn.rules) {
    const next: SetRule = {
      ...rest,
      ...placed(place),
      rate_bps: fixed_fen === null ? rate_bps : null,
      fixed_fen,
      starts_at: held && open !== "start" ? at(noon, held[0]) : null,
      ends_at: held && open !== "end" ? at(noon, held[1]) : null,
    };
    if (!rules.some((rule) => ties(rule, next))) rules.push(next);
  }
  const extras = drawn.extras.map(({ place, extra_bps, held }, n): SetExtra => ({
    ...placed(place),
    name: `加佣${n}`,
    extra_bps,
    starts_at: at(noon, held[0]),
    ends_at: at(noon, held[1]),
  }));
  const { levels, cap_bps, volume_mode } = drawn;
  const volume_steps = volume_mode === null ? [] : drawn.volume_steps;
  return { levels, cap_bps, rules, extras, volume_mode, volume_steps };
}
