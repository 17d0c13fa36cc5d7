import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import { changesOf, extrasByName, keysOf, type Names, rulesByCell } from "./changes.ts";

/** Two have changed one set: what comes of both, and where both changed the same thing differently. */
export interface Merged {
  form: RuleSetForm;
  /** What both changed, in words; mine stands in the form. */
  conflicts: string[];
}

/** The changes from `base` to `mine` on top of `theirs`; a cell, an extra and the steps are one thing each. */
export function merged(
  base: RuleSetForm,
  mine: RuleSetForm,
  theirs: RuleSetForm,
  names: Names,
): Merged {
  const own = new Set(changesOf(base, mine, names).map(({ key }) => key));
  const others = new Set(changesOf(base, theirs, names).map(({ key }) => key));
  const conflicts = changesOf(theirs, mine, names)
    .filter(({ key }) => own.has(key) && others.has(key)).map(({ what }) => what);
  const of = (key: string) => own.has(key) ? mine : theirs;
  const steps = of("volume");
  return {
    conflicts,
    form: {
      levels: of("levels").levels,
      cap_bps: of("cap").cap_bps,
      rules: parts(rulesByCell(mine.rules), rulesByCell(theirs.rules), (key) => own.has(key)),
      extras: parts(
        extrasByName(mine.extras),
        extrasByName(theirs.extras),
        (key) => own.has(`extra ${key}`),
      ),
      volume_mode: steps.volume_mode,
      volume_steps: steps.volume_steps,
    },
  };
}

function parts<T>(
  mine: ReadonlyMap<string, T[]>,
  theirs: ReadonlyMap<string, T[]>,
  isMine: (key: string) => boolean,
): T[] {
  return keysOf(theirs, mine).flatMap((key) => (isMine(key) ? mine : theirs).get(key) ?? []);
}
