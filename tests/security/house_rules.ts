import type postgres from "postgres";
import { definer_reasons } from "./definer_reasons.ts";

/** A thing in the catalogue that breaks a rule. */
export interface Breach {
  rule: string;
  object: string;
}

/** What the queries below read from: the schemas of the project, and what stands in them. */
const views = `
  with ours as (
    select n.oid, n.nspname from pg_namespace n
     where n.nspowner = 'postgres'::regrole and n.nspname not in ('extensions', 'supabase_migrations')),
  relations as (select c.* from pg_class c join ours on ours.oid = c.relnamespace),
  tables as (select * from relations where relkind in ('r', 'p')),
  wholes as (select * from tables where not relispartition),
  functions as (select p.*, ours.nspname from pg_proc p join ours on ours.oid = p.pronamespace),
  columns as (
    select a.*, c.relkind, c.relnamespace, c.relname from pg_attribute a join relations c on c.oid = a.attrelid
     where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'c') and not c.relispartition),
  keys as (
    select f.oid, f.conname, f.conrelid, f.confrelid, f.conkey, f.confkey from pg_constraint f
      join tables on tables.oid = f.conrelid join tables other on other.oid = f.confrelid
     where f.contype = 'f' and f.conparentid = 0)`;

const inexact = "('float4'::regtype, 'float8'::regtype, 'numeric'::regtype, 'money'::regtype)";

/** Rule → query for the objects that break it. */
const rules: Record<string, string> = {
  "nothing of ours in schema public": `
    select oid::regclass::text from relations where relnamespace = 'public'::regnamespace
    union all select oid::regprocedure::text from functions where nspname = 'public'`,
  "every schema has a comment": `
    select nspname from ours where nspname <> 'public' and obj_description(oid, 'pg_namespace') is null`,
  "every table has a comment": `
    select oid::regclass::text from wholes where obj_description(oid, 'pg_class') is null`,
  "every function of api and private has a comment": `
    select oid::regprocedure::text from functions
     where nspname in ('api', 'private') and obj_description(oid, 'pg_proc') is null`,

  "tables only: no views, foreign tables or sequences": `
    select oid::regclass::text from relations where relkind in ('v', 'm', 'f', 'S')`,
  "row level security is on": `
    select oid::regclass::text from tables where not relrowsecurity`,
  "nobody but the owner has a privilege on a table": `
    select format('%s: %s to %s', c.oid::regclass, a.privilege_type, a.grantee::regrole)
      from relations c, aclexplode(c.relacl) a where a.grantee <> c.relowner
    union all
    select format('%s.%s: %s to %s', attrelid::regclass, attname, a.privilege_type, a.grantee::regrole)
      from columns, aclexplode(attacl) a`,
  "a policy names its roles and has a condition": `
    select format('%s: %s', polrelid::regclass, polname) from pg_policy
     where 0 = any (polroles)
        or coalesce(pg_get_expr(polqual, polrelid), '') = 'true'
        or coalesce(pg_get_expr(polwithcheck, polrelid), '') = 'true'`,

  "every function has an empty search_path": `
    select oid::regprocedure::text from functions where not coalesce(proconfig @> '{"search_path=\\"\\""}', false)`,
  "update and delete have a where: hosted refuses them without one": `
    select distinct f.oid::regprocedure::text from functions f,
      regexp_split_to_table(f.prosrc, ';') as statement
     where statement ~* '\\m(delete\\s+from|update\\s+\\w+\\.\\w+)' and statement !~* '\\mwhere\\M'`,
  "no function is everybody's": `
    select oid::regprocedure::text from functions
     where proacl is null or exists (select from aclexplode(proacl) where grantee = 0)`,
  "closed functions are the owner's alone, but for the dispatcher and what policies ask": `
    select format('%s to %s', f.oid::regprocedure, a.grantee::regrole) from functions f, aclexplode(f.proacl) a
     where f.nspname <> 'api' and a.grantee not in (0, f.proowner)
       and not (f.oid in (to_regproc('private.call_as'), to_regproc('private.prepare_call'))
                and a.grantee::regrole::text in ('mall_api', 'mall_wechat', 'mall_jobs'))
       and not (f.prosecdef and a.grantee = 'authenticated'::regrole)`,
  "every function of api is definer, owned by postgres, and has a name of its own": `
    select oid::regprocedure::text from functions f
     where nspname = 'api' and (not prosecdef or proowner <> 'postgres'::regrole
       or exists (select from functions g where g.nspname = 'api' and g.proname = f.proname and g.oid <> f.oid))`,
  "a definer function says in its first line why": `
    select oid::regprocedure::text from functions where prosecdef and prosrc !~ '^\\s*-- definer: \\S'`,

  "only api is open to clients, private to the logins, the rest to nobody": `
    select format('%s: %s to %s', n.nspname, a.privilege_type, a.grantee::regrole)
      from pg_namespace n join ours using (oid), aclexplode(n.nspacl) a
     where a.grantee <> n.nspowner and n.nspname <> 'public'
       and not (a.privilege_type = 'USAGE' and (
         n.nspname = 'api' and a.grantee::regrole::text
           in ('anon', 'authenticated', 'mall_api', 'mall_server', 'mall_wechat', 'mall_jobs')
         or n.nspname = 'private' and a.grantee::regrole::text
           in ('mall_api', 'mall_server', 'mall_wechat', 'mall_jobs')))`,
  "new objects are born closed": `
    select format('%s %s: %s to %s', d.defaclobjtype, d.defaclnamespace::regnamespace, a.privilege_type, a.grantee::regrole)
      from pg_default_acl d, aclexplode(d.defaclacl) a
     where d.defaclrole = 'postgres'::regrole and a.grantee <> d.defaclrole
    union all
    select 'functions of postgres' where not exists (
      select from pg_default_acl d
       where d.defaclrole = 'postgres'::regrole and d.defaclobjtype = 'f' and d.defaclnamespace = 0)`,
  "the project's roles can do nothing by themselves": `
    select rolname::text from pg_roles
     where rolname like 'mall\\_%' and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls
       or rolcanlogin and rolinherit)`,
  "only mall_api may become somebody else": `
    select format('%s in %s', m.member::regrole, m.roleid::regrole) from pg_auth_members m
     where m.member::regrole::text ~ '^(mall_|anon$|authenticated$)'
       and (m.member::regrole::text <> 'mall_api'
         or m.roleid::regrole::text not in ('anon', 'authenticated', 'mall_server'))`,

  "a shop's rows are keyed by the shop first": `
    select oid::regclass::text from wholes t
     where oid not in (to_regclass('shop.shops'), to_regclass('ops.watermarks'), to_regclass('ops.work_kinds'),
                       to_regclass('ops.upkeep'), to_regclass('ops.resealing'), to_regclass('trade.carriers'), to_regclass('catalog.initials'),
                       to_regclass('trade.price_steps'), to_regclass('ledger.account_kinds'), to_regclass('ops.event_kinds'), to_regclass('ops.message_kinds'),
                       to_regclass('risk.rules'))
       and not exists (
       select from pg_index x join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
        where x.indrelid = t.oid and x.indisprimary and a.attname = 'shop_id' and a.atttypid = 'uuid'::regtype)`,
  "a foreign key between rows of shops holds the shop": `
    select format('%s: %s', k.conrelid::regclass, k.conname) from keys k
     where exists (select from columns where attrelid = k.conrelid and attname = 'shop_id')
       and exists (select from columns where attrelid = k.confrelid and attname = 'shop_id')
       and not exists (
         select from unnest(k.conkey, k.confkey) as pair (here, there)
           join columns a on a.attrelid = k.conrelid and a.attnum = pair.here
           join columns b on b.attrelid = k.confrelid and b.attnum = pair.there
          where a.attname = 'shop_id' and b.attname = 'shop_id')`,
  "only a shop's id points at a shop": `
    select format('%s: %s', k.conrelid::regclass, k.conname) from keys k
      join columns a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
     where k.confrelid = to_regclass('shop.shops') and a.attname <> 'shop_id'`,

  // In the ledger the account says the unit: fen or points.
  "money is whole fen, in a bigint called _fen": `
    select format('%s.%s', attrelid::regclass, attname) from columns
     where atttypid in ${inexact}
        or attname ~ '_fen$' and atttypid <> 'bigint'::regtype
        or attname ~ '(^|_)(amount|price|fee|tax|total|balance|money)$' and atttypid <> 'jsonb'::regtype
          and not (attrelid in (to_regclass('ledger.entries'), to_regclass('ledger.balances'))
                   and atttypid = 'bigint'::regtype)
    union all
    select f.oid::regprocedure::text from functions f where exists (
      select from unnest(coalesce(f.proallargtypes, f.proargtypes::oid[]) || f.prorettype) t where t in ${inexact})
    union all
    select format('%s: %s', f.oid::regprocedure, name) from functions f,
      unnest(f.proargnames, coalesce(f.proallargtypes, f.proargtypes::oid[])) as argument (name, type)
     where name ~ '_fen$' and type <> 'bigint'::regtype`,
};

/** Everything in the connected database that breaks a rule of the house. `sql` sees the whole catalogue. */
export async function breaches(sql: postgres.Sql | postgres.TransactionSql): Promise<Breach[]> {
  const found: Breach[] = [];
  for (const [rule, query] of Object.entries(rules)) {
    const rows = await sql.unsafe<{ object: string }[]>(
      `${views} select * from (${query}) as broken (object) order by 1`,
    );
    found.push(...rows.map(({ object }) => ({ rule, object })));
  }
  return [...found, ...await definerBreaches(sql)];
}

export const rule_names = Object.keys(rules);
export const definer_rule = "a definer function that clients may call has a reason and its guard";

/** Compares the catalogue with the list of reasons, in both directions. */
async function definerBreaches(sql: postgres.Sql | postgres.TransactionSql): Promise<Breach[]> {
  const rows = await sql<{ name: string; source: string; roles: string[] }[]>`
    select case when n.nspname = 'api' then '' else n.nspname || '.' end || p.proname as name, p.prosrc as source,
           array(select r from unnest(array['anon', 'authenticated']) r
                  where has_function_privilege(r, p.oid, 'execute')) as roles
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.nspowner = 'postgres'::regrole
       and (has_function_privilege('anon', p.oid, 'execute')
         or has_function_privilege('authenticated', p.oid, 'execute'))`;
  const listed = new Map(
    definer_reasons.flatMap((entry) => entry.functions.map((name) => [name, entry] as const)),
  );
  const found: string[] = [];
  for (const { name, source, roles } of rows) {
    const entry = listed.get(name);
    if (!entry) found.push(`${name} is not in the list`);
    else if (entry.roles.join() !== roles.join()) found.push(`${name} is open to ${roles.join()}`);
    else if (!entry.guard.test(source)) found.push(`${name} has lost its guard ${entry.guard}`);
  }
  const names = new Set(rows.map(({ name }) => name));
  for (const name of listed.keys()) {
    if (!names.has(name)) found.push(`${name} is listed, but not there`);
  }
  return found.map((object) => ({ rule: definer_rule, object }));
}
