import type postgres from "postgres";
import { sha256, SHIM } from "./paths.ts";

/** The shim's files in their order, joined into one text. */
async function shimText(): Promise<string> {
  const names = (await Array.fromAsync(Deno.readDir(SHIM)))
    .map((entry) => entry.name)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  const texts = await Promise.all(names.map((name) => Deno.readTextFile(`${SHIM}/${name}`)));
  return texts.join("\n");
}

/** Changes with any change of the shim. */
export async function shimHash(): Promise<string> {
  return await sha256(await shimText());
}

/**
 * Makes the connected database look like a fresh hosted project: roles, `auth`, `realtime`, `storage`.
 * Does it whole or not at all, and nothing when it has been done. `admin` connects as supabase_admin, with one connection at least.
 */
export async function applyShim(admin: postgres.Sql): Promise<void> {
  const [row] = await admin`select pg_catalog.to_regnamespace('local') is not null as done`;
  if (row?.done) return;
  const text = await shimText();
  await admin.begin(async (tx) => {
    await tx.unsafe(text);
    await describeDatabase(tx);
  });
}

/** What a database does not take along when it is cloned: its privileges and settings. */
export async function describeDatabase(admin: Pick<postgres.Sql, "unsafe">): Promise<void> {
  await admin.unsafe(`do $$ begin
    execute format('grant create on database %I to postgres', current_database());
    execute format('alter database %I set pgrst.db_schemas = ''api''', current_database());
  end $$`);
}
