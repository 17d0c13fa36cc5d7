import { exists, PROJECT } from "@/local/paths.ts";
import { denoTest, succeeds } from "./run_deno.ts";
import { withStack } from "./run_stack.ts";

export interface Outcome {
  passed: number;
  failed: number;
}

export interface SuiteContext {
  /** Aborted when the person at the terminal has had enough. */
  signal: AbortSignal;
  version: 17 | 18;
}

export interface Suite {
  name: string;
  budget_s: number;
  /** Part of `deno task ok`. */
  quick: boolean;
  needs_cluster: boolean;
  run(context: SuiteContext): Promise<Outcome>;
}

/** Folders of tests that need more than a database of their own. */
const APART = ["journeys", "faults", "portability", "browser", "load"];

/** What the gate consists of, in the order in which it runs. */
export const suites: Suite[] = [
  { name: "static", budget_s: 60, quick: true, needs_cluster: false, run: checkStatically },
  {
    name: "database",
    budget_s: 240,
    quick: true,
    needs_cluster: true,
    run: ({ signal }) =>
      denoTest(
        ["--parallel", `--ignore=${APART.map((folder) => `tests/${folder}`).join()}`],
        signal,
      ),
  },
  {
    name: "journeys",
    budget_s: 180,
    quick: false,
    needs_cluster: false,
    run: ({ signal, version }) =>
      ifAny(
        "journeys",
        () => withStack(version, () => denoTest(["tests/journeys", "tests/faults"], signal)),
      ),
  },
  {
    name: "portability",
    budget_s: 120,
    quick: false,
    needs_cluster: true,
    run: ({ signal }) => ifAny("portability", () => denoTest(["tests/portability"], signal)),
  },
];

async function checkStatically({ signal }: SuiteContext): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0 };
  for (const args of [["fmt", "--check", "--quiet"], ["lint", "--quiet"], ["check", "--quiet"]]) {
    if (await succeeds(args, signal)) outcome.passed++;
    else outcome.failed++;
  }
  return outcome;
}

/** A suite of a folder that does not exist is empty. */
async function ifAny(folder: string, run: () => Promise<Outcome>): Promise<Outcome> {
  return await exists(`${PROJECT}/tests/${folder}`) ? await run() : { passed: 0, failed: 0 };
}
