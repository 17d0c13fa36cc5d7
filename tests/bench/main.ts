/**
 * Measures the mall: `deno task bench [--seconds N] [--json FILE]`.
 * Rates per second with p50, p95 and p99 in milliseconds. Ratios compare slices that took turns in one run;
 * on a shared machine only they mean anything.
 */
import { parseArgs } from "node:util";
import { HttpMall } from "./http_cases.ts";
import { type Load, median, runAll, runFor } from "./load.ts";
import { type BenchOrder, MinimalMall, RowsMall, SqlMall } from "./sql_cases.ts";
import { type BenchStack, startBenchStack } from "./stack.ts";
import { type BenchWorld, buildWorld } from "./world.ts";

interface Report {
  seconds: number;
  cases: Record<string, Record<string, Load>>;
  rounds: Record<string, number>[];
  ratios: {
    http_over_sql: number;
    hot_over_spread: number;
    sql_over_limit: number;
    /** What the rows alone leave of the limit, and what the rules leave of that. */
    rows_over_limit: number;
    sql_over_rows: number;
  };
}

const callers = [1, 16, 64];
const rounds = 5;

const { values: options } = parseArgs({
  args: Deno.args,
  options: { seconds: { type: "string", default: "3" }, json: { type: "string" } },
});

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

/** All that is measured, on one running mall. */
class Bench {
  #n = 0;
  readonly cases: Report["cases"] = {};

  constructor(
    readonly seconds: number,
    readonly world: BenchWorld,
    readonly http: HttpMall,
    readonly sql: SqlMall,
    readonly rows: RowsMall,
    readonly minimal: MinimalMall,
  ) {}

  #buyer() {
    return this.sql.buyer(this.#n++);
  }

  #sku() {
    return this.world.sku_ids[(this.#n * 7) % this.world.sku_ids.length]!;
  }

  #note(name: string, at: number, load: Load): Load {
    (this.cases[name] ??= {})[at] = load;
    const { per_second, p50_ms, p95_ms, p99_ms, errors } = load;
    const figures = [per_second, p50_ms, p95_ms, p99_ms].map((value) =>
      value.toFixed(1).padStart(8)
    );
    say(
      `${name.padEnd(16)} ${String(at).padStart(3)} ${figures.join(" ")}${
        errors ? `  ${errors} errors` : ""
      }`,
    );
    return load;
  }

  /** What is read, clicked, placed and asked to be paid, over HTTP. */
  async routes(): Promise<void> {
    say(`${"".padEnd(20)} per second     p50      p95      p99`);
    for (const at of callers) {
      const run = (name: string, call: (n: number) => Promise<void>) =>
        runFor(this.seconds, at, call).then((load) => this.#note(name, at, load));
      await run("health", () => this.http.health());
      await run("list", () => this.http.list());
      await run("detail", (n) => this.http.detail(n));
      const from = at * 1_000_000;
      await run("click", (n) => this.http.click(from + n));
      await this.#orders(at);
    }
  }

  /** Places for some seconds, then has the same orders prepaid and paid. */
  async #orders(at: number): Promise<void> {
    const placed: { buyer: ReturnType<SqlMall["buyer"]>; order_id: string }[] = [];
    const place = async () => {
      const buyer = this.#buyer();
      placed.push({ buyer, order_id: await this.http.place(buyer, this.#sku()) });
    };
    this.#note("place", at, await runFor(this.seconds, at, place));
    const [asked, paid] = [placed.slice(0, 300), placed.slice(300)];
    this.#note(
      "prepay",
      at,
      await runAll(at, asked.map(({ buyer, order_id }) => () => this.http.prepay(buyer, order_id))),
    );
    const orders = await this.#startAll(paid.length > 100 ? paid : asked);
    const notices = await this.http.signAll(orders);
    this.#note("pay", at, await runAll(at, notices.map((one) => () => this.http.notify(one))));
  }

  async #startAll(placed: { buyer: ReturnType<SqlMall["buyer"]>; order_id: string }[]) {
    const orders = [];
    for (const { buyer, order_id } of placed) {
      orders.push(await this.sql.startPaying(buyer, order_id));
    }
    return orders;
  }

  /** The same orders over HTTP, in SQL, and on the minimum, taking turns. */
  async comparison(count: number): Promise<Record<string, number>[]> {
    const seen: Record<string, number>[] = [];
    for (let round = 0; round <= rounds; round++) {
      const both: Record<string, number> = {
        http: await this.#overHttp(count),
        sql: await this.#directly(count, this.sql),
        rows: await this.#directly(count, this.rows),
        limit: await this.#minimum(count),
        spread: (await this.#placeOnly(64, count * 2, () => this.#sku())).per_second,
        hot: (await this.#placeOnly(64, count * 2, () => this.world.hot_sku_id)).per_second,
      };
      if (round > 0) seen.push(both);
      else await this.sql.analyze(); // after the warm-up, so that plans made over empty tables go
    }
    return seen;
  }

  async #overHttp(count: number): Promise<number> {
    const { placing, orders } = await this.#place(count, (b, s) => this.http.place(b, s));
    const notices = await this.http.signAll(orders);
    return together(
      placing,
      await runAll(16, notices.map((one) => () => this.http.notify(one))),
    );
  }

  async #directly(count: number, mall: SqlMall | RowsMall): Promise<number> {
    const { placing, orders } = await this.#place(count, (b, s) => mall.place(b, s));
    return together(placing, await runAll(16, orders.map((one) => () => mall.pay(one))));
  }

  async #place(
    count: number,
    place: (buyer: ReturnType<SqlMall["buyer"]>, sku_id: string) => Promise<string>,
  ): Promise<{ placing: Load; orders: BenchOrder[] }> {
    const placed: { buyer: ReturnType<SqlMall["buyer"]>; order_id: string }[] = [];
    const placing = await runAll(
      16,
      Array.from({ length: count }, () => async () => {
        const buyer = this.#buyer();
        placed.push({ buyer, order_id: await place(buyer, this.#sku()) });
      }),
    );
    return { placing, orders: await this.#startAll(placed) };
  }

  async #minimum(count: number): Promise<number> {
    const ids: string[] = [];
    const placing = await runAll(
      16,
      Array.from({ length: count }, () => async () => {
        ids.push(await this.minimal.place(this.#buyer().member_id, this.#sku()));
      }),
    );
    const paying = await runAll(16, ids.map((id) => () => this.minimal.pay(id)));
    return together(placing, paying);
  }

  #placeOnly(at: number, count: number, sku: () => string): Promise<Load> {
    return runAll(
      at,
      Array.from({ length: count }, () => async () => {
        await this.http.place(this.#buyer(), sku());
      }),
    );
  }
}

/** Orders per second when each is first placed and then paid. */
function together(placing: Load, paying: Load): number {
  if (placing.errors + paying.errors > 0) throw new Error("A measured call failed");
  return 1 / (1 / placing.per_second + 1 / paying.per_second);
}

async function measure(stack: BenchStack): Promise<Report> {
  const seconds = Number(options.seconds);
  const world = await buildWorld(stack.databaseUrl("supabase_admin"));
  const http = await HttpMall.open(stack, world);
  const sql = new SqlMall(world, stack.databaseUrl);
  const rows = await RowsMall.create(world, stack.databaseUrl("supabase_admin"));
  const minimal = await MinimalMall.create(world, stack.databaseUrl("supabase_admin"));
  try {
    const bench = new Bench(seconds, world, http, sql, rows, minimal);
    const seen = await bench.comparison(Math.round(seconds * 150));
    await bench.routes();
    const ratio = (one: string, other: string) => median(seen.map((at) => at[one]! / at[other]!));
    return {
      seconds,
      cases: bench.cases,
      rounds: seen,
      ratios: {
        http_over_sql: ratio("http", "sql"),
        hot_over_spread: ratio("hot", "spread"),
        sql_over_limit: ratio("sql", "limit"),
        rows_over_limit: ratio("rows", "limit"),
        sql_over_rows: ratio("sql", "rows"),
      },
    };
  } finally {
    http.close();
    await Promise.all([sql.close(), rows.close(), minimal.close()]);
  }
}

const stack = await startBenchStack();
try {
  const report = await measure(stack);
  say("\norders placed and paid per second at 16 callers; placed at 64");
  for (const round of report.rounds) {
    say(Object.entries(round).map(([name, rate]) => `${name} ${rate.toFixed(0)}`).join("  "));
  }
  for (const [name, ratio] of Object.entries(report.ratios)) {
    say(`ratios.${name} ${ratio.toFixed(2)}`);
  }
  if (options.json) {
    await Deno.writeTextFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }
} finally {
  await stack.stop();
}
