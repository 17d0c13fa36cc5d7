import postgres from "postgres";
import type { Caller } from "./keys.ts";
import { ROLES } from "./keys.ts";

export type Sql = postgres.Sql;
export type Transaction = postgres.TransactionSql;

/** A small pool for the login `authenticator`, which may become each caller's role and nothing else. */
export function authenticatorPool(url: string): Sql {
  return postgres(url, { max: 8, idle_timeout: 60, connect_timeout: 10, onnotice: () => {} });
}

/** Runs `work` in one transaction as the caller: the role, its settings, the claims. */
export type AsCaller = <T>(
  caller: Caller,
  settings: Record<string, string>,
  work: (tx: Transaction) => Promise<T>,
  mode?: "read only" | "read write",
) => Promise<T>;

/** Binds `AsCaller` to a pool. The roles' own settings (statement_timeout) are read once, at the first call. */
export function asCallerOf(sql: Sql): AsCaller {
  let loaded: Promise<Map<string, Record<string, string>>> | undefined;
  const roleSettings = () =>
    loaded ??= readRoleSettings(sql).catch((error) => {
      loaded = undefined;
      throw error;
    });
  return async (caller, settings, work, mode = "read write") => {
    const all = {
      ...(await roleSettings()).get(caller.role),
      "request.jwt.claims": JSON.stringify({ ...caller.claims, role: caller.role }),
      search_path: "api, public, extensions",
      ...settings,
      role: caller.role,
    };
    const result = await sql.begin(mode, async (tx) => {
      await applySettings(tx, all);
      return await work(tx);
    });
    return result as Awaited<ReturnType<typeof work>>;
  };
}

/** Sets everything for this transaction only, in the order of the record. */
export async function applySettings(
  tx: Transaction,
  settings: Record<string, string>,
): Promise<void> {
  const names = Object.keys(settings);
  const calls = names.map((_, i) => `pg_catalog.set_config($${2 * i + 1}, $${2 * i + 2}, true)`);
  const values = names.flatMap((name) => [name, settings[name]!]);
  await tx.unsafe(`select ${calls.join(", ")}`, values, { prepare: true });
}

async function readRoleSettings(sql: Sql): Promise<Map<string, Record<string, string>>> {
  const rows = await sql<{ role: string; settings: string[] | null }[]>`
    select rolname as role, rolconfig as settings from pg_catalog.pg_roles
    where rolname = any(${[...ROLES]}::text[])`;
  return new Map(rows.map(({ role, settings }) => [
    role,
    Object.fromEntries((settings ?? []).map((line) => {
      const at = line.indexOf("=");
      return [line.slice(0, at), line.slice(at + 1)];
    })),
  ]));
}
