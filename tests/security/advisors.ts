import assert from "node:assert/strict";
import { supabaseCli } from "@/tests/support/supabase_cli.ts";

/** One finding of the Supabase CLI's advisors. */
export interface Advice {
  name: string;
  level: "INFO" | "WARN" | "ERROR";
  detail: string;
}

/** What `supabase db advisors` says about a database, at the level and above. Throws when it could not look. */
export async function advice(url: string, level: "info" | "warn"): Promise<Advice[]> {
  const run = await supabaseCli(
    ["db", "advisors", `--remote=${url}`, "--level", level, "--fail-on", "none", "-o", "json"],
  );
  assert.equal(run.code, 0, run.stderr);
  return run.stdout.trim() ? JSON.parse(run.stdout) : [];
}
