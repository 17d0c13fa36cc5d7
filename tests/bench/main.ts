/**
 * Measures the mall: `deno task bench [--seconds N] [--json FILE] [--functions] [--search] [--rules]`.
 * Rates per second with p50, p95 and p99 in milliseconds. Ratios compare slices that took turns in one run;
 * on a shared machine only they mean anything. Less than half a second shows on a small shop that everything runs.
 * `--search` measures how a search grows with the shop, `--rules` what commission rules cost, and nothing else.
 * `--functions` adds which SQL functions cost most, counted in a round of its own.
 */
import { parseArgs } from "node:util";
import { costliestFunctions, type FunctionCost } from "./functions.ts";
import { type Load, median } from "./load.ts";
import { Malls } from "./malls.ts";
import { compareOrders, type Round } from "./orders.ts";
import { compareLatencies, compareReads } from "./reads.ts";
import { measureRoutes } from "./routes.ts";
import { measureRules, type PreviewLoad } from "./ruling.ts";
import { compareSearches, search_cases } from "./searching.ts";
import { type BenchStack, openBenchStack } from "./stack.ts";
import { buildWorld, large, small } from "./world.ts";

interface Report {
  seconds: number;
  cases: Record<string, Record<string, Load>>;
  /** Orders per second, reads and clicks per second, and one caller's milliseconds. */
  rounds: {
    orders: Round[];
    reads: Round[];
    latencies: Round[];
    searches: Round[];
    rules: Round[];
  };
  preview?: PreviewLoad;
  ratios: Record<string, number>;
  functions?: FunctionCost[];
}

/** Ratio → the rounds it is read from, and what is divided by what. */
const ratios: Record<string, [from: keyof Report["rounds"], one: string, other: string]> = {
  http_over_sql: ["orders", "http", "sql"],
  hot_over_spread: ["orders", "hot", "spread"],
  sql_over_limit: ["orders", "sql", "limit"],
  // What the rows alone leave of the limit, and what the rules leave of that.
  rows_over_limit: ["orders", "rows", "limit"],
  sql_over_rows: ["orders", "sql", "rows"],
  list_over_limit: ["reads", "new_list", "plain_list"],
  detail_over_limit: ["reads", "new_detail", "plain_detail"],
  list_from_memory: ["reads", "kept_list", "new_list"],
  detail_from_memory: ["reads", "kept_detail", "new_detail"],
  list_304: ["reads", "known_list", "new_list"],
  detail_304: ["reads", "known_detail", "new_detail"],
  click_over_limit: ["reads", "click", "plain_click"],
  list_latency: ["latencies", "list", "plain_list"],
  detail_latency: ["latencies", "detail", "plain_detail"],
  place_latency: ["latencies", "place", "plain_place"],
  many_rules_over_one: ["rules", "one_rule", "many_rules"],
  ...Object.fromEntries(
    search_cases.map((name) => [`search_${name}`, ["searches", `large_${name}`, `small_${name}`]]),
  ),
};

const rounds = 5;

const { values: options } = parseArgs({
  args: Deno.args,
  options: {
    seconds: { type: "string", default: "3" },
    json: { type: "string" },
    functions: { type: "boolean", default: false },
    search: { type: "boolean", default: false },
    rules: { type: "boolean", default: false },
  },
});

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

const seconds = Number(options.seconds);
/** To see that everything runs. */
const brief = seconds < 0.5;

async function measure(stack: BenchStack): Promise<Report> {
  const report: Report = {
    seconds,
    cases: {},
    rounds: { orders: [], reads: [], latencies: [], searches: [], rules: [] },
    ratios: {},
  };
  if (!options.search) await measureMall(stack, report);
  if (options.search || brief) {
    const [admin_url, api_url] = ["supabase_admin", "mall_api"].map(stack.databaseUrl);
    report.rounds.searches = await compareSearches(
      admin_url!,
      api_url!,
      rounds,
      seconds / 3,
      brief,
    );
  }
  report.ratios = ratiosOf(report.rounds);
  return report;
}

async function measureMall(stack: BenchStack, report: Report): Promise<void> {
  const admin_url = stack.databaseUrl("supabase_admin");
  const world = await buildWorld(admin_url, stack.merchant, brief ? small : large);
  if (options.rules || brief) {
    const { rounds: seen, preview } = await measureRules(stack, world, rounds, seconds, brief);
    report.rounds.rules = seen;
    report.preview = preview;
    if (options.rules) return;
  }
  const malls = await Malls.open(stack, world);
  const seen = report.rounds;
  try {
    seen.orders = await compareOrders(malls, rounds, Math.ceil(seconds * 150));
    seen.reads = await compareReads(malls, rounds, seconds / 3);
    seen.latencies = await compareLatencies(malls, rounds, seconds / 3);
    say(`${"".padEnd(20)} per second     p50      p95      p99`);
    await measureRoutes(malls, seconds, (name, callers, load) => {
      (report.cases[name] ??= {})[callers] = load;
      sayLoad(name, callers, load);
    });
    if (options.functions) {
      const work = () => measureRoutes(malls, seconds, () => {});
      report.functions = await costliestFunctions(admin_url, 20, work);
    }
  } finally {
    await malls.close();
  }
}

function ratiosOf(seen: Report["rounds"]): Record<string, number> {
  return Object.fromEntries(
    Object.entries(ratios).filter(([_, [from]]) => seen[from].length > 0).map((
      [name, [from, one, other]],
    ) => [
      name,
      median(seen[from].map((round) => round[one]! / round[other]!)),
    ]),
  );
}

function sayLoad(name: string, callers: number, load: Load): void {
  const { per_second, p50_ms, p95_ms, p99_ms, errors } = load;
  const figures = [per_second, p50_ms, p95_ms, p99_ms].map((value) => value.toFixed(1).padStart(8));
  const failed = errors ? `  ${errors} errors` : "";
  say(`${name.padEnd(16)} ${String(callers).padStart(3)} ${figures.join(" ")}${failed}`);
}

function sayReport({ rounds, ratios, functions, preview }: Report): void {
  const sayRounds = (what: string, of: Round[], digits: number) => {
    if (of.length > 0) say(`\n${what}`);
    for (const round of of) {
      say(Object.entries(round).map(([name, one]) => `${name} ${one.toFixed(digits)}`).join("  "));
    }
  };
  sayRounds("orders placed and paid per second at 16 callers; placed at 64", rounds.orders, 0);
  sayRounds("reads and clicks per second at 64 callers", rounds.reads, 0);
  sayRounds("milliseconds of one caller, p50", rounds.latencies, 2);
  sayRounds("milliseconds of one caller's search, p50", rounds.searches, 2);
  sayRounds("orders placed per second at 4 callers, by the rules in force", rounds.rules, 0);
  if (preview) say(`preview ${JSON.stringify(preview)}`);
  for (const [name, ratio] of Object.entries(ratios)) say(`ratios.${name} ${ratio.toFixed(2)}`);
  if (!functions) return;
  say("\nSQL functions that cost most by themselves: ms, calls, ms a call");
  for (const { name, calls, self_ms, self_ms_per_call } of functions) {
    const figures = [self_ms.toFixed(0), String(calls), self_ms_per_call.toFixed(3)];
    say(`${name.padEnd(40)} ${figures.map((figure) => figure.padStart(8)).join(" ")}`);
  }
}

const stack = await openBenchStack();
try {
  const report = await measure(stack);
  sayReport(report);
  if (options.json) {
    await Deno.writeTextFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }
} finally {
  await stack.stop();
}
