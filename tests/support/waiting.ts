import assert from "node:assert/strict";
import type { TestDatabase } from "./database.ts";

/**
 * How long a test waits for something that must come; only a test that fails waits that long. Longer than what goes
 * wrong once is left alone: WeChat is asked again after a minute.
 */
export const patience_ms = 150_000;

/** Waits until `look` answers true, and looks again every few milliseconds. `what` is said when it never does. */
export async function until(
  what: string | (() => string),
  look: () => Promise<boolean> | boolean,
): Promise<void> {
  const deadline = performance.now() + patience_ms;
  while (!await look()) {
    if (performance.now() > deadline) {
      assert.fail(`waited in vain: ${typeof what === "string" ? what : what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Waits until so many sessions of this database wait for a lock, so that two things really overlap. */
export function waiters(db: TestDatabase, count = 1): Promise<void> {
  return until(`${count} sessions waiting for a lock`, async () => {
    const [row] = await db.sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`;
    return row!.n >= count;
  });
}
