import postgres from "postgres";
import { MIGRATIONS, sha256 } from "./paths.ts";
import { sqlStatements } from "./sql_statements.ts";

export interface Migration {
  /** The 14 digits that lead the file name. */
  version: string;
  /** The rest of the file name, without `.sql`. */
  name: string;
  text: string;
  hash: string;
}

/** The migrations of a folder, in the order in which they apply. */
export async function readMigrations(folder: string = MIGRATIONS): Promise<Migration[]> {
  const files = (await Array.fromAsync(Deno.readDir(folder)))
    .map((entry) => /^(\d+)_(.*)\.sql$/.exec(entry.name))
    .filter((match) => match !== null)
    .sort((a, b) => a[0] < b[0] ? -1 : 1);
  return await Promise.all(files.map(async ([file, version, name]) => {
    const text = await Deno.readTextFile(`${folder}/${file}`);
    return { version: version!, name: name!, text, hash: await sha256(text) };
  }));
}

/** The database holds a migration that has been edited, removed or slipped in since. */
export class ChangedMigrations extends Error {
  override name = "ChangedMigrations";
}

/**
 * Applies the pending migrations as the login `postgres`, each in one transaction, and records them in
 * `supabase_migrations.schema_migrations` as the Supabase CLI does. Returns how many were applied.
 * Throws ChangedMigrations when the database was made from other files.
 */
export async function migrate(url: string, folder: string = MIGRATIONS): Promise<number> {
  const migrations = await readMigrations(folder);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await prepareHistory(sql);
    const pending = await pendingOf(sql, migrations);
    for (const migration of pending) await apply(sql, migration);
    return pending.length;
  } finally {
    await sql.end();
  }
}

async function prepareHistory(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations
      (version text not null primary key, statements text[], name text)`);
}

async function pendingOf(sql: postgres.Sql, migrations: Migration[]): Promise<Migration[]> {
  const applied = await sql<{ version: string; hash: string | null }[]>`
    select h.version, m.hash from supabase_migrations.schema_migrations h
    left join local.migrations m using (version) order by h.version`;
  const known = new Map(migrations.map((migration) => [migration.version, migration]));
  const hashes = new Map(applied.map(({ version, hash }) => [version, hash]));
  const last = applied.at(-1)?.version ?? "";
  for (const { version, hash } of applied) {
    const migration = known.get(version);
    if (!migration) refuse(`migration ${version} is gone`);
    if (hash !== null && hash !== migration.hash) {
      refuse(`${version}_${migration.name}.sql has been edited`);
    }
  }
  const pending = migrations.filter(({ version }) => !hashes.has(version));
  const early = pending.find(({ version }) => version < last);
  if (early) refuse(`${early.version}_${early.name}.sql has been put before applied ones`);
  return pending;
}

function refuse(what: string): never {
  throw new ChangedMigrations(
    `The database was made from other migrations (${what}). ` +
      "Start with --fresh to make it anew; its data will be lost.",
  );
}

async function apply(sql: postgres.Sql, { version, name, text, hash }: Migration): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(text);
      await tx`insert into supabase_migrations.schema_migrations (version, name, statements)
               values (${version}, ${name}, ${sqlStatements(text)})`;
      await tx`insert into local.migrations (version, hash) values (${version}, ${hash})`;
    });
    await sql`reset all`; // a migration may leave settings behind on the connection
  } catch (error) {
    throw new Error(`${version}_${name}.sql${place(error, text)}: ${message(error)}`, {
      cause: error,
    });
  }
}

/** The line that Postgres complains of, when it names one. */
function place(error: unknown, text: string): string {
  const position = error instanceof postgres.PostgresError ? Number(error.position) : NaN;
  return position ? `:${text.slice(0, position).split("\n").length}` : "";
}

function message(error: unknown): string {
  if (!(error instanceof postgres.PostgresError)) return String(error);
  return [error.message, error.detail, error.hint, error.where].filter(Boolean).join("\n  ");
}
