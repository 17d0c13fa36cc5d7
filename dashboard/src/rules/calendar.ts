import type { SetExtra } from "@/contracts/staff/rules.ts";
import { dayOf } from "../lib/clock.ts";

/** A month of the shop's calendar, `2026-12`. */
export type Month = string;

/** So many months from one on, or before it. */
export function monthAfter(month: Month, count: number): Month {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const all = year * 12 + number - 1 + count;
  return `${Math.floor(all / 12)}-${String(all % 12 + 1).padStart(2, "0")}`;
}

export const monthOf = (at_ms: number): Month => dayOf(at_ms).slice(0, 7);

/** When a month begins in the shop. */
export const beginOf = (month: Month) => Date.parse(`${month}-01T00:00:00+08:00`);

/** An extra as a bar in a window of months: percent from its left edge, in a lane where no other bar lies. */
export interface Bar {
  extra: SetExtra;
  /** Its place in the list of extras. */
  at: number;
  left: number;
  width: number;
  lane: number;
  /** It began before the window, or goes on behind it. */
  isCutBefore: boolean;
  isCutAfter: boolean;
}

/** The extras that reach into the window, each in the first lane that is free; `named_width`: what a name needs. */
export function barsOf(
  extras: readonly SetExtra[],
  first: Month,
  months: number,
  named_width = 0,
): Bar[] {
  const [from, until] = [beginOf(first), beginOf(monthAfter(first, months))];
  const share = (at: number) => (at - from) / (until - from) * 100;
  const lanes: number[] = [];
  return extras
    .map((extra, at) => ({
      ...{ extra, at, starts: Date.parse(extra.starts_at), ends: Date.parse(extra.ends_at) },
    }))
    .filter(({ starts, ends }) => starts < until && ends > from)
    .toSorted((a, b) => a.starts - b.starts)
    .map(({ extra, at, starts, ends }) => {
      const left = share(Math.max(starts, from));
      const width = share(Math.min(ends, until)) - left;
      const free = lanes.findIndex((end) => end <= left);
      const lane = free < 0 ? lanes.length : free;
      lanes[lane] = left + Math.max(width, named_width);
      return {
        ...{ extra, at, left, width, lane },
        ...{ isCutBefore: starts < from, isCutAfter: ends > until },
      };
    });
}
