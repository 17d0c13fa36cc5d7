import type postgres from "postgres";
import type { Clock } from "./clock.ts";
import type { LocalKeys } from "./keys.ts";
import { exists, removeIfAny } from "./paths.ts";

/** What the seed gets to work with: every part but the scheduler is running. */
export interface SeedContext {
  /** Connects as supabase_admin; for what the platform's operator does, not for making history. */
  admin: postgres.Sql;
  databaseUrl(role: string): string;
  /** Base of the gateway. */
  url: string;
  /** Base of the WeChat simulator. */
  wechatUrl: string;
  keys: LocalKeys;
  /** `reset(iso)` puts it into the past, `advance` lives through it, `reset()` ends in the present. */
  clock: Clock;
  progress(line: string): void;
  dataDir: string;
}

/** Fills a database without shops with the demo shop. */
export async function seedIfEmpty(context: SeedContext): Promise<void> {
  const [row] = await context.admin<{ empty: boolean }[]>`
    select not exists (select from shop.shops) as empty`;
  if (!row?.empty) return;
  context.progress("filling the demo shop");
  await Deno.writeTextFile(markOf(context.dataDir), "");
  const { seed } = await import("../seed/mod.ts"); // read only when it is needed
  await seed(context);
  await removeIfAny(markOf(context.dataDir));
}

/** Whether the last start ended while it filled the demo shop: half a history is worth nothing. */
export async function seedingWasInterrupted(dataDir: string): Promise<boolean> {
  return await exists(markOf(dataDir));
}

function markOf(dataDir: string): string {
  return `${dataDir}/seeding`;
}
