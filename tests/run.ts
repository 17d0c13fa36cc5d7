/**
 * Runs the project's tests: `deno task test` everything, `deno task ok` the quick part.
 *   --quick         without what needs a started stack or foreign programs
 *   --postgres 17   database tests on that version (18 when left out)
 *   --only NAME     one suite
 * Prints the time of each suite against its budget and ends with the line `N passed, N failed`.
 */
import { parseArgs } from "node:util";
import { removeIfAny } from "@/local/paths.ts";
import { freePort } from "@/local/ports.ts";
import { removePostgres, startPostgres } from "@/local/postgres.ts";
import { say } from "@/local/say.ts";
import { makeRoom } from "./support/room.ts";
import { suiteApart } from "./support/run_deno.ts";
import { suites } from "./support/suites.ts";
import type { Outcome } from "./support/suites.ts";

const { values: options } = parseArgs({
  args: Deno.args,
  options: {
    quick: { type: "boolean", default: false },
    postgres: { type: "string", default: "18" },
    only: { type: "string" },
  },
});

const cleanups: (() => Promise<unknown>)[] = [];
const abort = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => abort.abort());
}

Deno.exitCode = await main().catch((error) => {
  say(String(error?.stack ?? error));
  return 1;
});
for (const cleanup of cleanups.reverse()) await cleanup();
Deno.exit();

async function main(): Promise<number> {
  if (options.postgres !== "17" && options.postgres !== "18") {
    throw new Error("--postgres takes 17 or 18");
  }
  const version = options.postgres === "17" ? 17 : 18;
  const chosen = suites.filter((suite) =>
    options.only ? suite.name === options.only : !options.quick || suite.quick
  );
  if (chosen.length === 0) throw new Error(`No suite is called ${options.only}.`);
  if (chosen.some((suite) => suite.needs_cluster)) await startCluster(version);

  const lines: string[] = [];
  const total: Outcome = { passed: 0, failed: 0 };
  for (const suite of chosen) {
    if (abort.signal.aborted) break;
    say(`\n── ${suite.name}`);
    const begun = performance.now();
    const running = suite.starts_stack && chosen.length > 1
      ? suiteApart(suite.name, version, abort.signal)
      : suite.run({ signal: abort.signal, version });
    const outcome = await running.catch(couldNotRun);
    const took_s = (performance.now() - begun) / 1000;
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    lines.push(report(suite.name, outcome, took_s, suite.budget_s));
  }
  say(`\n${lines.join("\n")}`);
  if (abort.signal.aborted) say("interrupted");
  say(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || total.passed === 0 || abort.signal.aborted ? 1 : 0;
}

/** A suite that ends in an error has failed; the ones after it still run. */
function couldNotRun(error: unknown): Outcome {
  say(error instanceof Error ? error.message : String(error));
  return { passed: 0, failed: 1 };
}

async function startCluster(version: 17 | 18): Promise<void> {
  const dataDir = await makeRoom("run");
  cleanups.push(() => removeIfAny(dataDir));
  const port = freePort();
  const cluster = await startPostgres({ dataDir, port, version, fast: true });
  cleanups.push(async () => {
    await cluster.stop();
    await removePostgres(dataDir);
  });
  Deno.env.set("MALL_TEST_PG", String(port));
  Deno.env.set("MALL_TEST_PG_VERSION", String(version));
}

function report(name: string, { passed, failed }: Outcome, took_s: number, budget_s: number) {
  const over = took_s > budget_s ? "  OVER BUDGET" : "";
  const figures = `${passed} passed, ${failed} failed`.padEnd(28);
  return `${name.padEnd(12)} ${figures} ${took_s.toFixed(0).padStart(4)} s of ${budget_s} s${over}`;
}
