/**
 * Runs the project's tests: `deno task test` everything, `deno task ok` the quick part.
 *   --quick         without what needs a started stack or foreign programs
 *   --postgres 17   database tests on that version (18 when left out)
 *   --only NAME     one suite
 * Several suites run in lanes side by side. Prints the time of each suite against its budget and ends with the
 * line `N passed, N failed`.
 */
import { parseArgs } from "node:util";
import { removeIfAny } from "@/local/paths.ts";
import { freePort } from "@/local/ports.ts";
import { removePostgres, startPostgres } from "@/local/postgres.ts";
import { say } from "@/local/say.ts";
import { makeRoom } from "./support/room.ts";
import { seeded_setting } from "./support/seeded.ts";
import { suiteApart } from "./support/run_deno.ts";
import { gate_budget_s, lanes, type Outcome, type Suite, suites } from "./support/suites.ts";

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
  Deno.env.set("MALL_TEST_PG_VERSION", String(version));
  const chosen = suites.filter((suite) =>
    options.only ? suite.name === options.only : !options.quick || suite.quick
  );
  if (chosen.length === 0) throw new Error(`No suite is called ${options.only}.`);
  const [alone] = chosen;
  const begun = performance.now();
  const reports = chosen.length === 1
    ? [await runHere(alone!, version)]
    : await runLanes(chosen, version);
  say(`\n${reports.map(({ line }) => line).join("\n")}`);
  const took_s = (performance.now() - begun) / 1000;
  if (!options.only && !options.quick) say(inTime("all", took_s, gate_budget_s));
  if (abort.signal.aborted) say("interrupted");
  const sum = (of: keyof Outcome) => reports.reduce((all, { outcome }) => all + outcome[of], 0);
  say(`${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") > 0 || sum("passed") === 0 || abort.signal.aborted ? 1 : 0;
}

interface Report {
  outcome: Outcome;
  line: string;
}

async function runHere(suite: Suite, version: 17 | 18): Promise<Report> {
  if (suite.needs_cluster) await startCluster(version);
  say(`\n── ${suite.name}`);
  return await timed(suite, () => suite.run({ signal: abort.signal, version }));
}

async function runLanes(chosen: Suite[], version: 17 | 18): Promise<Report[]> {
  const folder = await makeRoom("seeded");
  Deno.env.set(seeded_setting, folder);
  cleanups.push(() => removeIfAny(folder));
  const running = lanes.map((lane, n) =>
    runLane(chosen.filter((suite) => suite.lane === lane), version, n > 0)
  );
  return (await Promise.all(running)).flat();
}

/** Suites one after another, each in a process of its own: a process holds one stack, and one cluster. */
async function runLane(lane: Suite[], version: 17 | 18, quiet: boolean): Promise<Report[]> {
  const reports = [];
  for (const suite of lane) {
    if (abort.signal.aborted) break;
    if (quiet) say(`\n── ${suite.name} has begun; what it says follows when it has ended`);
    const run = () => suiteApart(suite.name, version, abort.signal, quiet);
    reports.push(await timed(suite, run));
  }
  return reports;
}

async function timed({ name, budget_s }: Suite, run: () => Promise<Outcome>): Promise<Report> {
  const begun = performance.now();
  const outcome = await run().catch(couldNotRun);
  const figures = `${outcome.passed} passed, ${outcome.failed} failed`.padEnd(28);
  const took_s = (performance.now() - begun) / 1000;
  return { outcome, line: inTime(`${name.padEnd(12)} ${figures}`, took_s, budget_s) };
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
}

function inTime(what: string, took_s: number, budget_s: number): string {
  const over = took_s > budget_s ? "  OVER BUDGET" : "";
  return `${what} ${took_s.toFixed(0).padStart(4)} s of ${budget_s} s${over}`;
}
