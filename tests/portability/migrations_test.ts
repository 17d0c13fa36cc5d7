import assert from "node:assert/strict";
import postgres from "postgres";
import { migrate, readMigrations } from "@/local/migrate.ts";
import type { RunningPostgres } from "@/local/postgres.ts";
import { applyShim } from "@/local/shim.ts";
import { supabaseCli } from "@/tests/support/supabase_cli.ts";
import { onPlainPostgres } from "./plain_postgres.ts";

/** The version of hosted projects, the only one that the CLI meets. All other tests migrate on 18 without the CLI. */
const hosted_version = 17;

Deno.test("the Supabase CLI and deno task start make the same database", (t) =>
  onPlainPostgres(hosted_version, async (server) => {
    const versions = (await readMigrations()).map((migration) => migration.version);
    const [by_cli, by_start] = [
      await emptyProject(server, "postgres"),
      await emptyProject(server, "ours"),
    ];

    await t.step("the CLI applies every migration as the login postgres", async () => {
      const up = await supabaseCli(["migration", "up", `--remote=${by_cli}`, "--yes"]);
      assert.equal(up.code, 0, up.stderr);
      assert.deepEqual(await listed(by_cli), versions.map((v) => [v, v]));
    });
    await t.step("start finds nothing left to do after the CLI", async () => {
      assert.equal(await migrate(by_cli), 0);
    });
    await t.step("the CLI finds nothing left to do after start", async () => {
      assert.equal(await migrate(by_start), versions.length);
      assert.deepEqual(await listed(by_start), versions.map((v) => [v, v]));
      const push = await supabaseCli(["db", "push", `--remote=${by_start}`, "--yes"]);
      assert.equal(push.code, 0, push.stderr);
      assert.match(push.stdout + push.stderr, /up to date/);
    });
    await t.step("both have the same objects", async () => {
      const described = await describe(by_cli);
      assert.ok(described.length > 500, String(described.length));
      assert.deepEqual(described, await describe(by_start));
    });
  }));

/** A database as a hosted project has it before its first migration; answers the address for `postgres`. */
async function emptyProject(server: RunningPostgres, name: string): Promise<string> {
  if (name !== "postgres") {
    await asAdmin(server, "postgres", (sql) => sql.unsafe(`create database ${name}`));
  }
  await asAdmin(server, name, applyShim);
  const [login] = await asAdmin(
    server,
    name,
    (sql) => sql`select rolsuper from pg_roles where rolname = 'postgres'`,
  );
  assert.equal(login!.rolsuper, false);
  return server.url("postgres", name);
}

async function asAdmin<T>(
  server: RunningPostgres,
  database: string,
  work: (sql: postgres.Sql) => PromiseLike<T>,
): Promise<T> {
  const sql = postgres(server.url("supabase_admin", database), { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** The migrations as `supabase migration list` pairs them: the file's version, the database's version. */
async function listed(url: string): Promise<[string, string][]> {
  const list = await supabaseCli([
    "migration",
    "list",
    `--remote=${url}`,
    "--output-format",
    "json",
  ]);
  assert.equal(list.code, 0, list.stderr);
  const { migrations } = JSON.parse(list.stdout) as {
    migrations: { local: string; remote: string }[];
  };
  return migrations.map(({ local, remote }) => [local, remote]);
}

/** One line for each thing in the schemas of the project, and for what was recorded of each migration. */
async function describe(url: string): Promise<string[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const rows = await sql.unsafe<{ line: string }[]>(DESCRIPTION);
    return rows.map(({ line }) => line);
  } finally {
    await sql.end();
  }
}

const DESCRIPTION = `
  with ours as (
    select oid, nspname from pg_namespace
     where nspowner = 'postgres'::regrole and nspname not in ('public', 'extensions', 'supabase_migrations')),
  tables as (select c.* from pg_class c join ours on ours.oid = c.relnamespace where c.relkind in ('r', 'p', 'c'))
  select format('schema %s %s %s', nspname, nspacl, obj_description(oid)) as line from pg_namespace join ours using (oid, nspname)
  union all
  select format('function %s %s %s', pg_get_functiondef(p.oid), p.proacl, obj_description(p.oid))
    from pg_proc p join ours on ours.oid = p.pronamespace
  union all
  select format('table %s.%s %s %s %s %s', relnamespace::regnamespace, relname, relkind, relrowsecurity, relacl, obj_description(oid))
    from tables
  union all
  select format('column %s.%s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
           pg_get_expr(d.adbin, d.adrelid))
    from pg_attribute a join tables on tables.oid = a.attrelid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where a.attnum > 0
  union all
  select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid))
    from pg_constraint join tables on tables.oid = conrelid
  union all
  select format('index %s', pg_get_indexdef(indexrelid)) from pg_index join tables on tables.oid = indrelid
  union all
  select format('trigger %s', pg_get_triggerdef(t.oid)) from pg_trigger t join tables on tables.oid = t.tgrelid where not tgisinternal
  union all
  select format('policy %s %s %s %s %s %s', polrelid::regclass, polname, polcmd, polroles::regrole[],
           pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
    from pg_policy
  union all
  select format('default %s %s %s', defaclnamespace, defaclobjtype, defaclacl) from pg_default_acl
   where defaclrole = 'postgres'::regrole
  union all
  select format('migration %s %s: %s statements %s', version, name, cardinality(statements), md5(statements::text))
    from supabase_migrations.schema_migrations
  order by 1`;
