import { PROJECT } from "@/local/paths.ts";
import type { Town } from "./town.ts";

/** Starts worker.ts as a process of the mall; `env` differs from the mall's. Kill it. */
export function startWorker({ stack }: Town, env: Record<string, string> = {}): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--no-lock", "tests/journeys/support/worker.ts"],
    cwd: PROJECT,
    env: { ...stack.env, ...env, MALL_TEST_STACK: JSON.stringify(stack) },
    stdout: "null",
  }).spawn();
}
