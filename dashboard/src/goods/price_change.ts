import type { ProductChange } from "@/contracts/staff/batches.ts";
import { fenOf } from "../lib/yuan.ts";

/** How much dearer or cheaper, in yuan or per cent, as it was typed. */
export interface PriceTyped {
  way: "up" | "down";
  unit: "yuan" | "percent";
  much: string | null;
}

/** What is to be added to each price; null where nothing sensible was typed. */
export function priceChange({ way, unit, much }: PriceTyped): ProductChange | null {
  const size = fenOf(much); // per cent have two decimals too, so fenOf answers basis points
  if (!size || unit === "percent" && size >= (way === "down" ? 10_000 : 100_001)) return null;
  const change = way === "down" ? -size : size;
  return unit === "yuan" ? { price_fen: change } : { price_bps: change };
}
