import { formatBps } from "@/contracts/format.ts";
import type { RuleSetForm, SetExtra, SetRule } from "@/contracts/staff/rules.ts";
import { type Cell, cellKey, cellOf, type Place, placeKey } from "./set.ts";
import {
  levels_words,
  levelWords,
  rulesWords,
  type TierNames,
  tierWords,
  volumeWords,
  whenWords,
} from "./words.ts";

/** One thing in which a set differs from another, in words. */
export interface Change {
  key: string;
  part: "basics" | "rules" | "extras" | "volume";
  what: string;
  before: string;
  after: string;
  /** The field of the matrix. */
  cell?: Cell;
}

/** What places and tiers are called. */
export interface Names {
  place(place: Place): string;
  tiers: TierNames;
}

/** Parts of a set by their keys, each compared as one thing. */
export function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = found.get(key);
    if (known) known.push(item);
    else found.set(key, [item]);
  }
  return found;
}

export const rulesByCell = (rules: readonly SetRule[]) => groups(rules.toSorted(inOrder), cellKey);

export const extraKey = (extra: SetExtra) => `${placeKey(extra)} ${extra.name}`;

export const extrasByName = (extras: readonly SetExtra[]) =>
  groups(extras.toSorted((a, b) => compare(a.starts_at, b.starts_at)), extraKey);

/** Two lists of one cell are the same in whatever order they were written. */
function inOrder(a: SetRule, b: SetRule): number {
  return a.priority - b.priority || compare(a.starts_at, b.starts_at);
}

function compare(a: string | null, b: string | null): number {
  return (a === null ? -Infinity : Date.parse(a)) - (b === null ? -Infinity : Date.parse(b)) || 0;
}

/** Everything in which `after` differs from `before`: levels and cap, each cell, each extra, the steps. */
export function changesOf(before: RuleSetForm, after: RuleSetForm, names: Names): Change[] {
  return [
    ...basics(before, after),
    ...cells(before, after, names),
    ...extras(before, after, names),
    ...only(volume(before, after)),
  ];
}

const only = (change: Change) => change.before === change.after ? [] : [change];

function basics(before: RuleSetForm, after: RuleSetForm): Change[] {
  const of = (key: string, what: string, words: (form: RuleSetForm) => string): Change => ({
    ...{ key, part: "basics", what, before: words(before), after: words(after) },
  });
  return [
    of("levels", "层级", ({ levels }) => levels_words[levels] ?? ""),
    of("cap", "上限", ({ cap_bps }) => formatBps(cap_bps)),
  ].flatMap(only);
}

const volume = (before: RuleSetForm, after: RuleSetForm): Change => ({
  ...{ key: "volume", part: "volume", what: "阶梯" },
  ...{ before: volumeWords(before), after: volumeWords(after) },
});

function cells(before: RuleSetForm, after: RuleSetForm, names: Names): Change[] {
  const [was, is] = [rulesByCell(before.rules), rulesByCell(after.rules)];
  return keysOf(was, is).flatMap((key) => {
    const [old, now] = [was.get(key) ?? [], is.get(key) ?? []];
    const cell = cellOf((old[0] ?? now[0])!);
    const { tier, level } = cell;
    return only({
      ...{ key, part: "rules", before: rulesWords(old), after: rulesWords(now), cell },
      what: [names.place(cell), tierWords(tier, names.tiers), levelWords(level)].join(" · "),
    });
  });
}

function extras(before: RuleSetForm, after: RuleSetForm, names: Names): Change[] {
  const [was, is] = [extrasByName(before.extras), extrasByName(after.extras)];
  return keysOf(was, is).flatMap((key) => {
    const [old, now] = [was.get(key) ?? [], is.get(key) ?? []];
    const one = (old[0] ?? now[0])!;
    return only({
      ...{ key: `extra ${key}`, part: "extras", before: extrasWords(old), after: extrasWords(now) },
      what: `加佣“${one.name}” · ${names.place(one)}`,
    });
  });
}

const extrasWords = (extras: readonly SetExtra[]) =>
  extras.map((one) => `${formatBps(one.extra_bps)}，${whenWords(one)}`).join("；") || "没有";

export const keysOf = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>) => [
  ...new Set([...a.keys(), ...b.keys()]),
];
