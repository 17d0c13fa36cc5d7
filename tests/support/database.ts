import postgres from "postgres";
import { type Database, openDatabase } from "@/shared/db.ts";
import { freezeSqlClock, moveSqlClock } from "@/local/clock.ts";
import { describeDatabase } from "@/local/shim.ts";
import { testCluster } from "./cluster.ts";
import { type Contents, contentsOf, empty, kept_name } from "./emptying.ts";
import { templateDatabase } from "./template.ts";
import { WarmSessions } from "./warm_sessions.ts";

/** What a token would say; `role` decides the login through which the call goes. */
export type TestClaims = { role: string } & Record<string, unknown>;

/** As whom the jobs call. */
export const jobs: TestClaims = { role: "mall_jobs" };

export interface TestDatabase {
  /** As supabase_admin, who may do and see everything. */
  sql: postgres.Sql;
  /** Connection string as one of the logins. */
  url(role: string): string;
  /** A pool as one of the logins; closed by `drop`. */
  as(role: string): postgres.Sql;
  /** The functions' own pool as one of the logins; it stays open for the next test, so nobody closes it. */
  product(role: string, most_connections?: number): Database;
  /** Calls `api.<fn>` as the functions do: through the dispatcher, under the login that the role needs. */
  call<T = unknown>(claims: TestClaims, fn: string, args?: Record<string, unknown>): Promise<T>;
  /** Moves `private.now()` of this database; `Date` stays. */
  clock: TestClock;
  /** Warnings that statements of this database's pools gave. */
  warnings: string[];
  /** Closes the pools and removes the database. Throws when a live message was lost. */
  drop(): Promise<void>;
}

export interface TestClock {
  /** Sets the time; it runs on from there. */
  setNow(iso: string): Promise<void>;
  advance(days: number): Promise<void>;
  /** Stops the time, where it is or at a moment, so that only `advance` moves it, however slow the machine. */
  freeze(iso?: string): Promise<void>;
  /** Back to the real time. */
  reset(): Promise<void>;
}

const LOGIN_OF_ROLE: Readonly<Record<string, string>> = {
  mall_wechat: "mall_wechat",
  mall_jobs: "mall_jobs",
};

/** An empty database of its own, migrated. Drop it at the end. */
export async function testDatabase(): Promise<TestDatabase> {
  const kept = unused.pop() ?? await makeDatabase();
  const { name, address, pools, callers, products, warnings } = kept;
  warnings.length = 0;
  const url = (role: string) => address(role, name);
  const as = (role: string) => {
    let pool = pools.get(role);
    if (!pool) pools.set(role, pool = openPool(url(role), role === "supabase_admin", warnings));
    return pool;
  };
  const sql = as("supabase_admin");
  return {
    sql,
    url,
    as,
    warnings,
    clock: testClock(sql),
    product(role, most_connections = 6) {
      const key = `${role} ${most_connections}`;
      let database = products.get(key);
      if (!database) {
        const named = `${url(role)}?application_name=${encodeURIComponent(kept_name)}`;
        products.set(key, database = openDatabase(named, most_connections));
      }
      return { ...database, close: async () => {} };
    },
    call: (claims, fn, args = {}) => {
      const role = LOGIN_OF_ROLE[claims.role] ?? "mall_api";
      let sessions = callers.get(role);
      if (!sessions) {
        callers.set(
          role,
          sessions = new WarmSessions(() => openPool(url(role), false, warnings, 1)),
        );
      }
      return sessions.use((session) => callAs(session, claims, fn, args));
    },
    async drop() {
      const lost = warnings.filter((text) => text.startsWith("live messages were lost"));
      await moveSqlClock(sql, 0);
      const isWorn = ++kept.uses === most_uses;
      if (keeping && !isWorn && await empty(sql, kept.contents)) {
        await closeWide(kept);
        unused.push(kept);
      } else await remove(kept);
      if (lost.length > 0) throw new Error(`Live messages were lost: ${lost[0]}`);
    },
  };
}

interface KeptDatabase {
  name: string;
  address(role: string, database: string): string;
  /** By their login. */
  pools: Map<string, postgres.Sql>;
  /** What `call` uses, by their login. */
  callers: Map<string, WarmSessions>;
  /** The functions' pools, by their login and width. */
  products: Map<string, Database>;
  warnings: string[];
  contents: Contents;
  uses: number;
}

/** After so many tests the rows they left, deleted but not gone, cost more than the warm connections save. */
const most_uses = 60;

/**
 * Databases of tests of this file that are over, empty again. A new one costs little; new connections to it, which
 * know nothing of its catalogue and have planned nothing, cost most of a test's time.
 */
const unused: KeptDatabase[] = [];

let keeping = true;

Deno.test.afterAll(async () => {
  keeping = false;
  await Promise.all(unused.splice(0).map(remove));
});

/** A clone of the run's template. */
async function makeDatabase(): Promise<KeptDatabase> {
  const port = await testCluster();
  const name = `mall_test_${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`;
  const address = (role: string, database: string) =>
    `postgresql://${role}:postgres@127.0.0.1:${port}/${database}`;
  await asAdmin(address, async (admin) => {
    const template = await templateDatabase(admin, address);
    await admin.unsafe(`create database ${name} template ${template} strategy file_copy`);
  });
  const warnings: string[] = [];
  const sql = openPool(address("supabase_admin", name), true, warnings);
  await describeDatabase(sql);
  const pools = new Map([["supabase_admin", sql]]);
  const contents = await contentsOf(sql);
  return {
    name,
    address,
    pools,
    warnings,
    callers: new Map(),
    products: new Map(),
    contents,
    uses: 0,
  };
}

async function remove({ name, address, pools, callers, products }: KeptDatabase): Promise<void> {
  await Promise.all([
    ...[...pools.values(), ...callers.values()].map((each) => each.end({ timeout: 5 })),
    ...products.values().map((each) => each.close()),
  ]);
  await asAdmin(address, (admin) => admin.unsafe(`drop database ${name} with (force)`));
}

/** Closes pools that a race has widened: their sessions would take turns, each planning anew what another knows. */
async function closeWide({ pools }: KeptDatabase): Promise<void> {
  const wide = await pools.get("supabase_admin")!<{ login: string }[]>`
    select usename as login from pg_stat_activity
     where datname = current_database() and application_name = ${kept_name}
     group by usename having count(*) > 2`;
  await Promise.all(wide.map(async ({ login }) => {
    await pools.get(login)?.end({ timeout: 5 });
    pools.delete(login);
  }));
}

async function asAdmin(
  address: KeptDatabase["address"],
  work: (admin: postgres.Sql) => Promise<unknown>,
): Promise<void> {
  const admin = postgres(address("supabase_admin", "postgres"), {
    max: 1,
    fetch_types: false,
    onnotice: () => {},
  });
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

async function callAs<T>(
  pool: postgres.Sql,
  claims: TestClaims,
  fn: string,
  args: Record<string, unknown>,
): Promise<T> {
  const [row] = await pool.unsafe<{ result: T }[]>(
    "select private.call_as($1::text::jsonb, $2, $3::text::jsonb) as result",
    [JSON.stringify(claims), fn, JSON.stringify(args)],
  );
  return row!.result;
}

/** With `arrays` its statements may take arrays, at the price of a question to the catalogue for each connection. */
function openPool(url: string, arrays: boolean, warnings: string[], max = 16): postgres.Sql {
  return postgres(url, {
    max,
    fetch_types: arrays,
    connection: { application_name: kept_name },
    onnotice: ({ severity, message }) => {
      if (severity === "WARNING") warnings.push(message ?? "");
    },
  });
}

function testClock(sql: postgres.Sql): TestClock {
  let offset_ms = 0;
  let frozen_ms: number | undefined;
  const move = async (to_ms: number) => {
    offset_ms = to_ms;
    frozen_ms = undefined;
    await moveSqlClock(sql, offset_ms);
  };
  const freezeAt = async (at_ms: number) => {
    frozen_ms = at_ms;
    await freezeSqlClock(sql, new Date(at_ms).toISOString());
  };
  return {
    setNow: (iso) => move(new Date(iso).getTime() - Date.now()),
    advance(days) {
      const step_ms = days * 86_400_000;
      return frozen_ms === undefined ? move(offset_ms + step_ms) : freezeAt(frozen_ms + step_ms);
    },
    freeze: (iso) => freezeAt(iso ? new Date(iso).getTime() : Date.now() + offset_ms),
    reset: () => move(0),
  };
}
