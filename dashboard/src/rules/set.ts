import type { RuleSetForm, SetExtra, SetRule } from "@/contracts/staff/rules.ts";

/** Where a rule or an extra stands. */
export type Place = Pick<SetRule, "scope" | "scope_id">;

/** A field of the matrix: what a level pays a tier in a place. */
export interface Cell extends Place {
  /** Null: any. */
  tier: number | null;
  level: number;
}

/** A place as one text: its id, and `shop` for the whole shop. */
export const placeKey = ({ scope_id }: Pick<Place, "scope_id">) => scope_id ?? "shop";

export const cellKey = (cell: Cell) => `${placeKey(cell)} ${cell.tier ?? 0} ${cell.level}`;

export const cellOf = ({ scope, scope_id, tier, level }: SetRule): Cell => (
  { scope, scope_id, tier, level }
);

export const rulesOf = (rules: readonly SetRule[], cell: Cell): SetRule[] =>
  rules.filter((rule) => cellKey(rule) === cellKey(cell));

/** These rules in the place of those that the cell had. */
export const withRules = (form: RuleSetForm, cell: Cell, rules: readonly SetRule[]) => ({
  ...form,
  rules: [...form.rules.filter((rule) => cellKey(rule) !== cellKey(cell)), ...rules],
});

/** A rule that pays nothing yet, always in force. */
export const plainRule = (cell: Cell): SetRule => ({
  ...cell,
  ...{ rate_bps: 0, fixed_fen: null, starts_at: null, ends_at: null, priority: 0 },
});

const ruleOf = (rule: SetRule): SetRule => ({
  ...cellOf(rule),
  rate_bps: rule.rate_bps,
  fixed_fen: rule.fixed_fen,
  starts_at: rule.starts_at,
  ends_at: rule.ends_at,
  priority: rule.priority,
});

const extraOf = ({ name, scope, scope_id, extra_bps, starts_at, ends_at }: SetExtra): SetExtra => (
  { name, scope, scope_id, extra_bps, starts_at, ends_at }
);

/** Of a set what is edited and sent back: without its version, its moments and the names of places. */
export const formOf = (set: RuleSetForm): RuleSetForm => ({
  levels: set.levels,
  cap_bps: set.cap_bps,
  rules: set.rules.map(ruleOf),
  extras: set.extras.map(extraOf),
  volume_mode: set.volume_mode,
  volume_steps: set.volume_steps.map(({ from_fen, bps }) => ({ from_fen, bps })),
});
