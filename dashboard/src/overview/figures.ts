import type { Overview } from "@/contracts/insight.ts";
import type { LiveMessage } from "@/contracts/realtime.ts";
import type { WorkCount } from "@/contracts/staff/work.ts";

type Figure = keyof Overview["today"];

/** Today's figures with what a message adds to them; what was read after it happened has it already. */
export function withMessage(overview: Overview, { at, delta = {} }: LiveMessage): Overview {
  if (Date.parse(at) <= Date.parse(overview.as_of)) return overview;
  const today = { ...overview.today };
  for (const [name, amount] of Object.entries(delta)) {
    if (name in today) today[name as Figure] += amount;
  }
  return { ...overview, today };
}

/** How much work waits, with what a message adds or takes. */
export function withWork(count: WorkCount, { delta = {} }: LiveMessage): WorkCount {
  return { ...count, open: Math.max(0, count.open + (delta["open_work"] ?? 0)) };
}
