/** What a level pays of one piece: a share of its price, or a sum. */
export interface Pay {
  rate_bps: number | null;
  fixed_fen: number | null;
}

/** Who is paid what; undefined: nothing. */
export interface Pays {
  level1: Pay | undefined;
  level2: Pay | undefined;
  /** What extras add to level 1. */
  extra_bps: number;
  cap_bps: number;
}

/** Goods that are not promoted. */
export const nothing: Pays = { level1: undefined, level2: undefined, extra_bps: 0, cap_bps: 0 };

export interface Earnings {
  level1_fen: number;
  level2_fen: number;
  /** What is left of the price after cost and commission; null where the cost is not known. */
  margin_fen: number | null;
}

/**
 * What distributors earn of one piece at full price, and what the shop keeps: floor(price × rate ÷ 10000) or a sum per
 * level, all within the cap, where extras give way first and then the second level, as private.apply_terms decides for
 * an order.
 */
export function earnedBy(price_fen: number, cost_fen: number | null, pays: Pays): Earnings {
  const part = (bps: number) => Math.floor(price_fen * bps / 10_000);
  const wanted = (pay: Pay | undefined) =>
    Math.min(pay?.fixed_fen ?? part(pay?.rate_bps ?? 0), price_fen);
  const cap_fen = part(pays.cap_bps);
  const first_fen = Math.min(wanted(pays.level1), cap_fen);
  const level2_fen = Math.min(wanted(pays.level2), cap_fen - first_fen);
  // An extra is a part of what level 1 earns: without a rule for level 1 there is none.
  const extra_fen = pays.level1
    ? Math.min(part(pays.extra_bps), cap_fen - first_fen - level2_fen)
    : 0;
  const level1_fen = first_fen + extra_fen;
  return {
    level1_fen,
    level2_fen,
    margin_fen: cost_fen === null ? null : price_fen - cost_fen - level1_fen - level2_fen,
  };
}
