import type postgres from "postgres";

/** A digest of every table's rows, by table. */
export type Rows = Map<string, string>;

const SCHEMAS = [
  "shop",
  "catalog",
  "member",
  "person",
  "referral",
  "trade",
  "pay",
  "ledger",
  "promo",
  "risk",
  "insight",
  "ops",
];

/** What all tables of ours hold right now, so that a test can say which of them changed. */
export async function readRows(sql: postgres.ISql): Promise<Rows> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any (${SCHEMAS})
     order by 1`;
  const parts = tables.map(({ name }) =>
    `select '${name}' as name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as digest from ${name} t`
  );
  const digests = await sql.unsafe<{ name: string; digest: string }[]>(parts.join(" union all "));
  return new Map(digests.map(({ name, digest }) => [name, digest]));
}

/** The tables whose rows differ, in order. An event tells of a change in another table, so it is left out. */
export function changedTables(before: Rows, after: Rows): string[] {
  return [...after].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => name)
    .filter((name) => name !== "ops.events").toSorted();
}
