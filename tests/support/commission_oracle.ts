/**
 * What a line of an order pays, by the book: written from the rules in words alone, in bigint, apart from the SQL that it
 * judges. Moments are milliseconds; intervals are half open.
 */
import type { RuleSetForm, SetExtra, SetRule } from "@/contracts/staff/rules.ts";
import { decidingRule, extrasOf, type Goods, stepOf } from "./commission_oracle_rules.ts";

export interface OracleLine {
  goods: Goods;
  quantity: number;
  base_fen: bigint;
}

/** When and for whom: the tier of each level's distributor, null where the level is left out. */
export interface Placement {
  at: number;
  tier1: number | null;
  tier2: number | null;
  /** His volume of the month as it stood: paid, less what was refunded. */
  volume_fen: bigint;
}

/** What one level gets of a line, in its parts after the cap; `cut_fen` is what the cap took of it. */
export interface Share {
  rule: SetRule;
  rule_fen: bigint;
  extras: SetExtra[];
  extra_fen: bigint;
  volume_bps: number;
  volume_fen: bigint;
  commission_fen: bigint;
  cut_fen: bigint;
}

const ten_thousand = 10_000n;

export const shareOf = (fen: bigint, bps: number) => fen * BigInt(bps) / ten_thousand;

const smaller = (a: bigint, b: bigint) => a < b ? a : b;

function ruleFen(rule: SetRule, { base_fen, quantity }: OracleLine): bigint {
  if (rule.rate_bps !== null) return shareOf(base_fen, rule.rate_bps);
  return smaller(BigInt(rule.fixed_fen!) * BigInt(quantity), base_fen);
}

/** What each level gets of a line; null where a level gets no row. */
export function sharesOf(
  set: RuleSetForm,
  line: OracleLine,
  placed: Placement,
): { level1: Share | null; level2: Share | null } {
  const { goods, base_fen } = line;
  let room = shareOf(base_fen, set.cap_bps);
  const take = (wanted: bigint) => {
    const given = smaller(wanted, room);
    room -= given;
    return given;
  };
  const ruleFor = (level: number, tier: number | null) =>
    goods.distributable && level <= set.levels && tier !== null
      ? decidingRule(set, goods, level, tier, placed.at)
      : null;
  const rule1 = ruleFor(1, placed.tier1);
  const rule2 = ruleFor(2, placed.tier2);
  const wanted1 = rule1 ? ruleFen(rule1, line) : 0n;
  const wanted2 = rule2 ? ruleFen(rule2, line) : 0n;
  const extras = rule1 ? extrasOf(set, goods, placed.at) : [];
  const extra = shareOf(base_fen, extras.reduce((sum, { extra_bps }) => sum + extra_bps, 0));
  const volume_bps = rule1 && set.volume_mode === "ahead" ? stepOf(set, placed.volume_fen) : 0;
  const volume = shareOf(base_fen, volume_bps);
  const given1 = take(wanted1);
  const given2 = take(wanted2);
  const extra_fen = take(extra);
  const volume_fen = take(volume);
  const commission_fen = given1 + extra_fen + volume_fen;
  const cut_fen = wanted1 + extra + volume - commission_fen;
  const none = { extras: [], extra_fen: 0n, volume_bps: 0, volume_fen: 0n };
  return {
    level1: rule1 &&
      {
        rule: rule1,
        rule_fen: given1,
        extras,
        extra_fen,
        volume_bps,
        volume_fen,
        commission_fen,
        cut_fen,
      },
    level2: rule2 &&
      { ...none, rule: rule2, rule_fen: given2, commission_fen: given2, cut_fen: wanted2 - given2 },
  };
}

/** What a refund of some pieces takes of a line of which so much is left. */
export const refundFen = (left_fen: bigint, quantity: number, left: number) =>
  left_fen - left_fen * BigInt(left - quantity) / BigInt(left);

/** What is left of a commission when so much of its base is. */
export const keptOf = (commission_fen: bigint, kept_fen: bigint, base_fen: bigint) =>
  base_fen === 0n ? 0n : commission_fen * kept_fen / base_fen;
