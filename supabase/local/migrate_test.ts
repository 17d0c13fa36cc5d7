import assert from "node:assert/strict";
import { testDatabase } from "@/tests/support/database.ts";
import { ChangedMigrations, migrate, readMigrations } from "./migrate.ts";

type Rows = Record<string, string>;

/** Runs `work` with a folder of migrations on a database that has no others applied. */
async function withMigrations(
  files: Rows,
  work: (
    folder: string,
    url: string,
    db: Awaited<ReturnType<typeof testDatabase>>,
  ) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const db = await testDatabase();
  try {
    await db.sql`truncate supabase_migrations.schema_migrations, local.migrations`;
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    await work(folder, db.url("postgres"), db);
  } finally {
    await db.drop();
    await Deno.remove(folder, { recursive: true });
  }
}

const ONE = { "20300101000000_one.sql": "-- why\ncreate table public.one (a int);\nselect 1;\n" };

Deno.test("records what the Supabase CLI records, once", async () => {
  await withMigrations(ONE, async (folder, url, db) => {
    assert.equal(await migrate(url, folder), 1);
    assert.equal(await migrate(url, folder), 0);
    const rows = await db.sql`select * from supabase_migrations.schema_migrations`;
    assert.deepEqual([...rows], [{
      version: "20300101000000",
      statements: ["-- why\ncreate table public.one (a int)", "select 1"],
      name: "one",
    }]);
    const [owner] = await db.sql`
      select pg_get_userbyid(relowner) as name from pg_class where oid = 'public.one'::regclass`;
    assert.equal(owner?.name, "postgres");
  });
});

Deno.test("refuses a database made from other files and names --fresh", async () => {
  await withMigrations(ONE, async (folder, url) => {
    await migrate(url, folder);
    const refused = (error: Error) => {
      assert.ok(error instanceof ChangedMigrations);
      assert.match(error.message, /--fresh/);
      return true;
    };
    await Deno.writeTextFile(`${folder}/20290101000000_early.sql`, "select 1");
    await assert.rejects(() => migrate(url, folder), refused);
    await Deno.remove(`${folder}/20290101000000_early.sql`);
    await Deno.writeTextFile(`${folder}/20300101000000_one.sql`, "select 2");
    await assert.rejects(() => migrate(url, folder), refused);
    await Deno.remove(`${folder}/20300101000000_one.sql`);
    await assert.rejects(() => migrate(url, folder), refused);
  });
});

Deno.test("a failing file leaves nothing and is told by name and line", async () => {
  const files = { "20300101000000_bad.sql": "create table public.bad (a int);\n\nselect nothing;" };
  await withMigrations(files, async (folder, url, db) => {
    await assert.rejects(() => migrate(url, folder), /20300101000000_bad\.sql:3: .*nothing/);
    const [row] = await db.sql`select to_regclass('public.bad') as made`;
    assert.equal(row?.made, null);
  });
});

Deno.test("every migration of the project has a version that is a time, and its own", async () => {
  const versions = (await readMigrations()).map(({ version }) => version);
  assert.ok(versions.length > 0);
  assert.equal(new Set(versions).size, versions.length);
  for (const version of versions) assert.match(version, /^\d{14}$/);
});
