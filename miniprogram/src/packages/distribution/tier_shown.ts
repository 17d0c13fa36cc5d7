import { amountWords, condition_words, periodWords, termsWords } from "@/contracts/tier_words.ts";
import type { HeldTier, TierCondition, TierProgress, TierTerms } from "@/contracts/tiers.ts";
import { day } from "../../utils/time";

/** One condition as a bar: how much there is of how much, and what is missing. */
export interface Bar {
  name: string;
  words: string;
  percent: number;
  met: boolean;
}

/** Some conditions under their heading. */
export interface Goal {
  title: string;
  bars: Bar[];
}

function bar({ kind, have, need }: TierCondition): Bar {
  return {
    name: condition_words[kind],
    words: `${amountWords(kind, have)} / ${amountWords(kind, need)}`,
    percent: Math.min(100, Math.floor((have / need) * 100)),
    met: have >= need,
  };
}

/** Until when I have my tier. */
export function heldWords({ is_pinned, pinned_until, until }: HeldTier): string {
  if (is_pinned) return pinned_until ? `商家固定到 ${day(pinned_until)}` : "由商家固定";
  return until ? `有效到 ${day(until)}` : "长期有效";
}

/** Over which time, and whether all of the bars are to be full. */
function how({ within_days, needs }: Pick<TierTerms, "within_days" | "needs">, count: number) {
  const which = count < 2 ? "" : needs === "all" ? "，都要达到" : "，达到一条即可";
  return periodWords(within_days) + which;
}

/** What the next tier needs; undefined at the top. */
export function nextGoal({ held, tiers }: TierProgress): Goal | undefined {
  const next = tiers.find(({ tier }) => tier === held.tier + 1);
  if (!next) return undefined;
  return {
    title: `升到${next.name}：${how(next, next.conditions.length)}`,
    bars: next.conditions.map(bar),
  };
}

/** What keeps my tier at the end of its period; undefined where nothing ends. */
export function keepGoal({ held, keeping, tiers }: TierProgress): Goal | undefined {
  const own = tiers.find(({ tier }) => tier === held.tier);
  if (!own || keeping.length === 0 || held.until === null) return undefined;
  return { title: `到期保级：${how(own, keeping.length)}`, bars: keeping.map(bar) };
}

/** Every tier with what it asks for; mine is marked. */
export function tierRows({ held, tiers }: TierProgress) {
  return tiers.map((one) => ({
    tier: one.tier,
    name: one.name,
    terms: termsWords(one),
    mine: one.tier === held.tier,
  }));
}
