import postgres from "postgres";
import { setLocalPasswords } from "@/local/logins.ts";
import { migrate, readMigrations } from "@/local/migrate.ts";
import { sha256 } from "@/local/paths.ts";
import { applyShim, shimHash } from "@/local/shim.ts";

/** Any fixed number: who holds this lock makes the template. */
const TEMPLATE_LOCK = 7_461_001;

/**
 * Name of a database with the shim and all migrations, made when the cluster has none for their present
 * text. Test files clone it. `admin` is supabase_admin on the database `postgres`.
 */
export async function templateDatabase(
  admin: postgres.Sql,
  url: (role: string, database: string) => string,
): Promise<string> {
  const name = await (named ??= templateName());
  if (await databaseExists(admin, name)) return name;
  const session = postgres(url("supabase_admin", "postgres"), { max: 1, onnotice: () => {} });
  try {
    await session`select pg_advisory_lock(${TEMPLATE_LOCK})`;
    if (!await databaseExists(session, name)) await makeTemplate(session, name, url);
  } finally {
    await session.end();
  }
  return name;
}

let named: Promise<string> | undefined;

async function templateName(): Promise<string> {
  const hashes = (await readMigrations()).map(({ version, hash }) => version + hash);
  const hash = await sha256([await shimHash(), ...hashes].join());
  return `mall_template_${hash.slice(0, 12)}`;
}

async function databaseExists(sql: postgres.Sql, name: string): Promise<boolean> {
  return (await sql`select from pg_catalog.pg_database where datname = ${name}`).length > 0;
}

async function makeTemplate(
  session: postgres.Sql,
  name: string,
  url: (role: string, database: string) => string,
): Promise<void> {
  const half = `${name}_half`;
  await session.unsafe(`drop database if exists ${half} with (force)`);
  await session.unsafe(`create database ${half}`);
  const inside = postgres(url("supabase_admin", half), { max: 1, onnotice: () => {} });
  try {
    await applyShim(inside);
    await migrate(url("postgres", half));
    await setLocalPasswords(inside);
  } finally {
    await inside.end();
  }
  await session.unsafe(`alter database ${half} rename to ${name}`);
}
