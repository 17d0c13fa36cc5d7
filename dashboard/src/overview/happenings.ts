import type { LiveMessage } from "@/contracts/realtime.ts";
import type { StaffOrderSummary } from "@/contracts/staff/orders.ts";
import { wordsOf } from "./words.ts";

const most = 40;

/** A message that was heard, numbered in the order of hearing. */
export type Happening = LiveMessage & { n: number };
export type Line = LiveMessage | Happening;

/** What the stream shows, and what waits until nobody reads in it. Both have the newest first. */
export interface Heard {
  shown: readonly Happening[];
  waiting: readonly Happening[];
  count: number;
}

export const nothing_heard: Heard = { shown: [], waiting: [], count: 0 };

/** A message comes: it waits while somebody reads, so that nothing moves; what is no news to people is left out. */
export function hear(heard: Heard, message: LiveMessage, isReading: boolean): Heard {
  if (!wordsOf(message)) return heard;
  const next = { ...message, n: heard.count };
  const count = heard.count + 1;
  return isReading
    ? { ...heard, count, waiting: [next, ...heard.waiting].slice(0, most) }
    : { ...heard, count, shown: [next, ...heard.shown].slice(0, most) };
}

export function showWaiting({ shown, waiting, count }: Heard): Heard {
  return { shown: [...waiting, ...shown].slice(0, most), waiting: [], count };
}

export const keyOf = (line: Line): string | number =>
  "n" in line ? line.n : `${line.kind} ${line.id}`;

/** What was read and what was heard, each once, the newest first. */
export function linesOf(recent: readonly LiveMessage[], heard: readonly Happening[]): Line[] {
  const known = new Set(heard.map(({ kind, id }) => `${kind} ${id}`));
  const others = recent.filter(({ kind, id }) => !known.has(`${kind} ${id}`));
  return [...heard, ...others].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

/** An order as the message that told of it. One that was never paid and is closed is no news. */
export function messagesOf(
  { id, placed_at, paid_at, payable_fen, status }: StaffOrderSummary,
): LiveMessage[] {
  if (paid_at) return [{ kind: "order.paid", id, at: paid_at, delta: { paid_fen: payable_fen } }];
  return status === "pending_payment" ? [{ kind: "order.placed", id, at: placed_at }] : [];
}
