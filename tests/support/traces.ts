import type { TestDatabase } from "./database.ts";

/** The schemas of the mall and of what stands around it, without Postgres' own. */
const own_schemas = `n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`;

/**
 * Every column of every table, from the catalogue, in which one of the planted texts stands: "schema.table.column text".
 * A text that is longer in the column counts too, and so does one inside JSON.
 */
export async function traces(db: TestDatabase, planted: string[]): Promise<string[]> {
  const tables = await db.sql<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and ${db.sql.unsafe(own_schemas)} order by 1`;
  const looks = tables.map(({ name }) =>
    `select '${name}.' || f.key || ' ' || p.text as trace
       from ${name} x cross join lateral jsonb_each_text(to_jsonb(x)) f
      cross join unnest($1::text[]) p(text) where strpos(f.value, p.text) > 0`
  );
  const found = await db.sql.unsafe<{ trace: string }[]>(
    `select distinct trace from (${looks.join(" union all ")}) found order by trace`,
    [planted],
  );
  return found.map(({ trace }) => trace);
}
