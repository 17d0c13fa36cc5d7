import { buildFaces } from "@/local/faces.ts";
import { PROJECT, removeIfAny } from "@/local/paths.ts";
import { say } from "@/local/say.ts";
import { denoTest, succeeds } from "./run_deno.ts";
import { makeRoom } from "./room.ts";
import { withStack } from "./run_stack.ts";
import { shardsOf } from "./shards.ts";

export interface Outcome {
  passed: number;
  failed: number;
}

export interface SuiteContext {
  /** Aborted when the person at the terminal has had enough. */
  signal: AbortSignal;
  version: 17 | 18;
}

export const lanes = ["faces", "database", "journeys"] as const;
export type Lane = (typeof lanes)[number];

export interface Suite {
  name: string;
  budget_s: number;
  /** Part of `deno task ok`. */
  quick: boolean;
  needs_cluster: boolean;
  /** Suites of one lane follow one another, lanes run side by side: none of them keeps two cores busy alone. */
  lane: Lane;
  run(context: SuiteContext): Promise<Outcome>;
}

/** Folders of tests that need more than a database of their own. */
const APART = ["journeys", "faults", "portability", "bench", "browser", "looks"]
  .map((folder) => `tests/${folder}`);

/** Every page of both faces in every state: as long as all that is done on them, so these are suites of their own. */
const LOOKS = "tests/looks";

/** Folders with packages and checks of their own, and the program that checks each. */
const FACES = [
  { folder: "miniprogram", check: "miniprogram/tools/check.ts" },
  { folder: "dashboard", check: "dashboard/check.ts" },
];

/** What all of them together may take, on two quiet cores. */
export const gate_budget_s = 840;

/** What the gate consists of, each lane in the order in which it runs. Budgets are for all lanes at once. */
export const suites: Suite[] = [
  {
    name: "faces",
    budget_s: 210,
    quick: true,
    needs_cluster: false,
    lane: "faces",
    run: checkFaces,
  },
  {
    name: "database",
    budget_s: 600,
    quick: true,
    needs_cluster: true,
    lane: "database",
    run: checkDatabase,
  },
  {
    name: "static",
    budget_s: 140,
    quick: true,
    needs_cluster: false,
    lane: "journeys",
    run: checkStatically,
  },
  {
    name: "journeys",
    budget_s: 360,
    quick: false,
    needs_cluster: false,
    lane: "journeys",
    run: ({ signal, version }) =>
      inShards(
        ["tests/journeys", "tests/faults"],
        1,
        (files) => withStack({ version, faces: true }, () => denoTest(files, signal)),
      ),
  },
  {
    name: "portability",
    budget_s: 240,
    quick: false,
    needs_cluster: false,
    lane: "database",
    run: ({ signal }) => denoTest(["tests/portability"], signal),
  },
  {
    name: "bench",
    budget_s: 60,
    quick: false,
    needs_cluster: false,
    lane: "journeys",
    run: ({ signal }) => denoTest(["tests/bench"], signal),
  },
  {
    name: "browser",
    budget_s: 390,
    quick: false,
    needs_cluster: false,
    lane: "faces",
    run: (context) => inShards(["tests/browser"], 1, (files) => inBrowser(context, files)),
  },
  {
    name: "looks",
    budget_s: 180,
    quick: false,
    needs_cluster: false,
    lane: "faces",
    run: (context) => inBrowser(context, [`${LOOKS}/phone_and_dialogs_test.ts`]),
  },
  {
    name: "desk",
    budget_s: 150,
    quick: false,
    needs_cluster: false,
    lane: "journeys",
    run: (context) => inBrowser(context, [`${LOOKS}/desk_test.ts`]),
  },
];

async function checkStatically({ signal }: SuiteContext): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0 };
  const checked = ["functions", "supabase", "tests"];
  for (const args of [["fmt", "--check"], ["lint"], ["check", ...checked]]) {
    count(outcome, await succeeds([...args, "--quiet"], signal));
  }
  return outcome;
}

/** The mini program and the dashboard: they can be built, their types and templates hold, their unit tests pass. */
async function checkFaces({ signal }: SuiteContext): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0 };
  await buildFaces({ signal, progress: say });
  for (const { folder, check } of FACES) {
    const config = `--config=${folder}/deno.json`;
    count(outcome, await succeeds(["run", "-A", config, check], signal));
    const { passed, failed } = await inShards(
      [folder],
      1,
      (files) => denoTest(files, signal, config),
    );
    outcome.passed += passed;
    outcome.failed += failed;
  }
  return outcome;
}

/**
 * All that needs no started stack. Few modules: a database that one test leaves is the next one's, and its warm
 * connections save a fifth of the processor time that eight modules take.
 */
async function checkDatabase({ signal }: SuiteContext): Promise<Outcome> {
  const tests = (await Array.fromAsync(Deno.readDir(`${PROJECT}/tests`)))
    .filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => `tests/${name}`)
    .filter((folder) => !APART.includes(folder));
  return await inShards(
    ["functions", "supabase", ...tests],
    4,
    (files) => denoTest(["--parallel", ...files], signal),
  );
}

async function inShards(
  folders: string[],
  count: number,
  run: (files: string[]) => Promise<Outcome>,
): Promise<Outcome> {
  const room = await makeRoom("shards");
  try {
    return await run(await shardsOf(folders, count, room));
  } finally {
    await removeIfAny(room);
  }
}

/** Tests in a browser, on a stack with the demo shop. */
function inBrowser({ signal, version }: SuiteContext, args: string[]): Promise<Outcome> {
  return withStack({ version, seed: true, faces: true }, () => denoTest(args, signal));
}

function count(outcome: Outcome, passed: boolean): void {
  if (passed) outcome.passed++;
  else outcome.failed++;
}
