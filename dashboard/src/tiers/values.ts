import type { SaveTier, Tier } from "@/contracts/staff/tiers.ts";
import { fenOf, yuanOf } from "../lib/yuan.ts";

/** A tier as it is typed, under the names of the contract: money as text in yuan, the share as a percentage. */
export interface TierValues {
  name: string;
  needs: SaveTier["needs"];
  sales_fen: string | null;
  orders: number | null;
  buyers: number | null;
  within_days: number | null;
  valid_days: number | null;
  keep_bps: string | null;
}

export const blank: TierValues = {
  name: "",
  needs: "all",
  sales_fen: null,
  orders: null,
  buyers: null,
  within_days: 90,
  valid_days: 90,
  keep_bps: "100.00",
};

export function valuesOf(tier: Tier): TierValues {
  const { name, needs, sales_fen, orders, buyers, within_days, valid_days, keep_bps } = tier;
  return {
    ...{ name, needs, orders, buyers, within_days, valid_days },
    sales_fen: sales_fen === null ? null : yuanOf(sales_fen),
    keep_bps: yuanOf(keep_bps),
  };
}

/** What is sent: tier 1 has a name alone, which is all its form asks for. */
export function tierOf(values: TierValues, tier: number, version?: number): SaveTier {
  return {
    tier,
    ...(version === undefined ? {} : { version }),
    name: values.name.trim(),
    needs: values.needs ?? "all",
    sales_fen: fenOf(values.sales_fen),
    orders: values.orders ?? null,
    buyers: values.buyers ?? null,
    within_days: tier === 1 ? null : values.within_days ?? null,
    valid_days: tier === 1 ? null : values.valid_days ?? null,
    keep_bps: fenOf(values.keep_bps) ?? 10_000,
  };
}
