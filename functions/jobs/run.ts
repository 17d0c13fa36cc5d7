import { log } from "@/shared/log.ts";

/** One run of jobs. When its time is over, no job begins; a job under way ends by its own timeouts. */
export interface Run {
  isOver(): boolean;
}

/** A run of some milliseconds, by the monotonic clock. */
export function startRun(length_ms: number): Run {
  const end = performance.now() + length_ms;
  return { isOver: () => performance.now() >= end };
}

/**
 * Does `work` for every item, some at once, until the run is over. One that fails is logged and harms no other.
 * Answers how many went well.
 */
export async function forEach<T>(
  run: Run,
  items: T[],
  at_once: number,
  what: string,
  work: (item: T) => Promise<unknown>,
): Promise<number> {
  const waiting = items.values();
  let well = 0;
  async function next(): Promise<void> {
    for (const item of waiting) {
      if (run.isOver()) return;
      try {
        await work(item);
        well++;
      } catch (cause) {
        log("error", "job_item_failed", { what, cause });
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(at_once, items.length) }, next));
  return well;
}

/** What a batch did, and whether there may be more: it was full, however many of its items went well. */
export interface Batch {
  done: number;
  more: boolean;
}

/** Repeats `batch` until there is no more, or the run is over. Answers how much was done. */
export async function inBatches(run: Run, batch: () => Promise<Batch>): Promise<number> {
  let total = 0;
  let more = true;
  while (more && !run.isOver()) {
    const last = await batch();
    total += last.done;
    more = last.more;
  }
  return total;
}
