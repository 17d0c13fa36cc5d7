import type { Footprint } from "@/contracts/favourites.ts";
import { now } from "../../../utils/clock";
import { day } from "../../../utils/time";

/** A footprint as the list shows it: the first of a day bears the day's words. */
export type Listed = Footprint & { heading: string };

const day_ms = 86_400_000;

/** A day of the shop as people say it: 今天, 昨天, 11月22日. */
export function dayWords(date: string, at_present = now()): string {
  const words = (at: number) => day(new Date(at).toISOString(), at_present);
  const then = words(Date.parse(`${date}T12:00:00+08:00`));
  if (then === words(at_present)) return "今天";
  return then === words(at_present - day_ms) ? "昨天" : then;
}

/** `before` is the day of the last one that is shown already, "" for none. */
export function listed(items: Footprint[], before: string): Listed[] {
  return items.map((item, n) => {
    const above = n > 0 ? items[n - 1]?.day : before;
    return { ...item, heading: item.day === above ? "" : dayWords(item.day) };
  });
}
