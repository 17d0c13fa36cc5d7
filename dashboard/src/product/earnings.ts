/** The rates that a line's commission is made of. */
export interface Rates {
  level1_bps: number;
  level2_bps: number;
  cap_bps: number;
  /** How many levels the shop pays. */
  levels: number;
}

export interface Earnings {
  level1_fen: number;
  level2_fen: number;
  /** What is left of the price after cost and commission; null where the cost is not known. */
  margin_fen: number | null;
}

/**
 * What distributors earn of one piece at full price, and what the shop keeps: floor(price × rate ÷ 10000) per level,
 * both together within the cap, the second level giving way, as private.apply_terms decides for an order.
 */
export function earningsOf(
  price_fen: number,
  cost_fen: number | null,
  rates: Rates | null,
): Earnings {
  const part = (bps: number) => Math.floor(price_fen * bps / 10_000);
  const cap_fen = part(rates?.cap_bps ?? 0);
  const level1_fen = Math.min(part(rates?.level1_bps ?? 0), cap_fen);
  const wanted = rates && rates.levels > 1 ? part(rates.level2_bps) : 0;
  const level2_fen = Math.min(wanted, cap_fen - level1_fen);
  return {
    level1_fen,
    level2_fen,
    margin_fen: cost_fen === null ? null : price_fen - cost_fen - level1_fen - level2_fen,
  };
}
