import type postgres from "postgres";

/** What a new database holds. */
export interface Contents {
  /** Of all definitions (tables, functions, policies, settings) but the clock's function. */
  schema: string;
  /** Of the rows of each table that has some, by the table's name. */
  rows: Record<string, string>;
  /** How far each sequence is, by its name; null when it has not begun. */
  sequences: Record<string, string | null>;
}

/** So are the connections named that stay open from one test to the next. */
export const kept_name = "test database";

/** A database with more rows is quicker made anew: later tests would walk over what was deleted. */
const most_rows = 5000;

/** Tables that have ever been written (partitioned parents hold no rows): an unwritten table has no page. */
const written_tables = `
  select pg_catalog.format('%I.%I', n.nspname, c.relname) as name
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema$)'
     and pg_catalog.pg_relation_size(c.oid) > 0 order by 1`;

/** The clock's row is written anew when the clock is set back. */
const rewritten = "local.clock";

/** A new or changed row has a newer xmin, so the sum of xmin grows; a deleted row lowers the count. */
const schema_state = `select pg_catalog.string_agg(each, ' ' order by each) as state
  from (${
  ["class", "attribute", "proc", "constraint", "trigger", "policy", "type", "namespace"]
    .map((catalog) => {
      const but = catalog === "proc" ? "where c.oid <> 'private.now'::pg_catalog.regproc" : "";
      return `select '${catalog} ' || pg_catalog.count(*) || ' '
        || pg_catalog.sum(c.xmin::text::bigint) as each from pg_catalog.pg_${catalog} c ${but}`;
    }).join(" union all ")
}
  union all select 'setting ' || pg_catalog.array_to_string(setconfig, ' ')
    from pg_catalog.pg_db_role_setting s join pg_catalog.pg_database d on d.oid = s.setdatabase
   where d.datname = pg_catalog.current_database()) parts`;

const all_sequences = `
  select pg_catalog.format('%I.%I', schemaname, sequencename) as name, last_value
    from pg_catalog.pg_sequences`;

/** Reads what a new database holds. `sql` is supabase_admin. */
export async function contentsOf(sql: postgres.Sql): Promise<Contents> {
  const tables = (await sql.unsafe<{ name: string }[]>(written_tables)).map(({ name }) => name);
  const { filled } = (await sql.unsafe<[{ filled: string[] }]>(`select pg_catalog.to_json(
    array_remove(array[${
    tables.map((name) => `case when exists (select from only ${name}) then '${name}' end`).join()
  }], null)) as filled`))[0];
  return {
    schema: await schemaOf(sql),
    rows: await rowsOf(sql, filled),
    sequences: await sequencesOf(sql),
  };
}

/**
 * Makes a used database new again. False when that cannot be: a test defined something, changed what the migrations
 * put in, or left too much.
 */
export async function empty(sql: postgres.Sql, was: Contents): Promise<boolean> {
  await endStrangers(sql);
  if (await schemaOf(sql) !== was.schema) return false;
  const rows = await rowsOf(sql, Object.keys(was.rows));
  if (Object.keys(was.rows).some((name) => rows[name] !== was.rows[name])) return false;
  return await sql.begin((tx) => deleteRows(tx, was)).then(() => true, (error) => {
    if (error.message === "TOO_MANY_ROWS") return false;
    throw error;
  });
}

/** Ends every session of this database but the idle ones of the test database itself. */
async function endStrangers(sql: postgres.Sql): Promise<void> {
  await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and not (application_name = ${kept_name} and state = 'idle')`;
}

async function deleteRows(tx: postgres.TransactionSql, was: Contents): Promise<void> {
  await tx`set local session_replication_role = replica`;
  const kept = Object.keys(was.rows).map((name) => `'${name}'`).join();
  await tx.unsafe(`do $$
    declare
      one text;
      deleted bigint;
      sum bigint := 0;
    begin
      for one in select name from (${written_tables}) t where name not in (${kept}) loop
        execute 'delete from only ' || one;
        get diagnostics deleted = row_count;
        sum := sum + deleted;
        if sum > ${most_rows} then
          raise exception 'TOO_MANY_ROWS';
        end if;
      end loop;
    end $$`);
  for (const [name, last] of Object.entries(await sequencesOf(tx))) {
    const before = was.sequences[name] ?? null;
    if (last === before) continue;
    await (before === null
      ? tx`select setval(seqrelid, seqstart, false) from pg_sequence where seqrelid = ${name}::regclass`
      : tx`select setval(${name}::regclass, ${before})`);
  }
}

async function schemaOf(sql: postgres.Sql): Promise<string> {
  return (await sql.unsafe<[{ state: string }]>(schema_state))[0].state;
}

async function rowsOf(sql: postgres.Sql, tables: string[]): Promise<Record<string, string>> {
  const rows = await sql.unsafe<{ name: string; hash: string }[]>(
    tables.map((name) =>
      `select '${name}' as name, count(*) || ' ' || sum(${
        name === rewritten ? "hashtextextended(t::text, 0)" : "xmin::text::bigint"
      }) as hash from only ${name} t`
    ).join(" union all "),
  );
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}

async function sequencesOf(sql: Pick<postgres.Sql, "unsafe">): Promise<Contents["sequences"]> {
  const rows = await sql.unsafe<{ name: string; last_value: string | null }[]>(all_sequences);
  return Object.fromEntries(rows.map(({ name, last_value }) => [name, last_value]));
}
