import type { FunnelBy } from "@/contracts/insight.ts";

/** How many days there are to choose from, today included. */
export const spans = [1, 7, 30] as const;

/** The days that an address asks for; a week when it asks for none that there is. */
export function daysOf(asked: string | undefined): number {
  return spans.find((span) => String(span) === asked) ?? 7;
}

export function sideOf(asked: string | undefined): FunnelBy {
  return asked === "product" ? "product" : "distributor";
}
