/** Bad objects, each with the findings that it must bring about. */
import { type Breach, definer_rule } from "./house_rules.ts";

export interface Plant {
  what: string;
  sql: string;
  /** Who must find it: rules of the house with the object, and lints of the advisors. */
  house: Breach[];
  advisors?: string[];
}

const open_schema = "only api is open to clients, private to the logins, the rest to nobody";

const privileges = "nobody but the owner has a privilege on a table";

const paths = "every function has an empty search_path";

const everybodys = "no function is everybody's";

const keyed = "a shop's rows are keyed by the shop first";

const money = "money is whole fen, in a bigint called _fen";

const conditions = "a policy names its roles and has a condition";

export const members = "only mall_api may become somebody else";

export const plants: Plant[] = [
  {
    what: "a definer function that anon may call, without a search_path",
    sql:
      `create function api.planted_open() returns bigint language sql security definer as 'select 1::bigint';
          grant execute on function api.planted_open() to anon;`,
    house: [
      { rule: definer_rule, object: "planted_open is not in the list" },
      { rule: paths, object: "api.planted_open()" },
      { rule: "a definer function says in its first line why", object: "api.planted_open()" },
      {
        rule: "every function of api and private has a comment",
        object: "api.planted_open()",
      },
    ],
    advisors: ["function_search_path_mutable"],
  },
  {
    what: "a function that has lost its guard",
    sql:
      `create or replace function api.get_overview(shop text) returns jsonb language sql stable security definer
          set search_path = '' as '-- definer: planted
          select jsonb_agg(to_jsonb(o)) from trade.orders o';`,
    house: [{
      rule: definer_rule,
      object:
        "get_overview has lost its guard /private\\.(?:staff|begin_command)\\(shop, 'read'[,)]/",
    }],
  },
  {
    what: "a member's function that strangers may call",
    sql: `grant execute on function api.get_me() to anon;`,
    house: [{ rule: definer_rule, object: "get_me is open to anon,authenticated" }],
  },
  {
    what: "a function of the list that is gone",
    sql: `drop function api.get_share(text, text);`,
    house: [{ rule: definer_rule, object: "get_share is listed, but not there" }],
  },
  {
    what: "an invoker function in api, and a second one of the same name",
    sql:
      `create function api.planted_twin(a int) returns int language sql set search_path = '' as 'select a';
          create function api.planted_twin(a text) returns text language sql security definer set search_path = ''
          as 'select a';`,
    house: [
      "api.planted_twin(integer)",
      "api.planted_twin(text)",
    ].map((object) => ({
      rule: "every function of api is definer, owned by postgres, and has a name of its own",
      object,
    })),
  },
  {
    what: "a helper that everybody may call, and one granted to a login",
    sql: `create function private.planted_wide() returns void language sql set search_path = '' as
            'delete from ops.watermarks; update ops.watermarks w set xid = w.xid where w.name is null';
          create function private.planted_public() returns int language sql set search_path = '' as 'select 1';
          grant execute on function private.planted_public() to public;
          create function private.planted_login() returns int language sql set search_path = '' as 'select 1';
          grant execute on function private.planted_login() to mall_jobs;`,
    house: [
      {
        rule: "update and delete have a where: hosted refuses them without one",
        object: "private.planted_wide()",
      },
      { rule: everybodys, object: "private.planted_public()" },
      {
        rule:
          "closed functions are the owner's alone, but for the dispatcher and what policies ask",
        object: "private.planted_login() to mall_jobs",
      },
    ],
  },
  {
    what: "a table without row level security in the exposed schema, granted to clients",
    sql:
      `create table api.planted_rows (shop_id uuid, id uuid, password text, primary key (shop_id, id));
          grant select on api.planted_rows to anon; grant update (password) on api.planted_rows to authenticated;`,
    house: [
      { rule: "row level security is on", object: "api.planted_rows" },
      { rule: privileges, object: "api.planted_rows: SELECT to anon" },
      { rule: privileges, object: "api.planted_rows.password: UPDATE to authenticated" },
      { rule: "every table has a comment", object: "api.planted_rows" },
    ],
    advisors: ["rls_disabled_in_public", "sensitive_columns_exposed"],
  },
  {
    what: "policies: always true, of everybody, slow, believing what users write about themselves",
    sql: `create table api.planted_policies (shop_id uuid, id uuid, primary key (shop_id, id));
          alter table api.planted_policies enable row level security;
          create policy planted_true on api.planted_policies for insert to authenticated with check (true);
          create policy planted_slow on api.planted_policies for select to authenticated using (id = auth.uid());
          create policy planted_self on api.planted_policies for update to authenticated
            using ((select auth.jwt()) -> 'user_metadata' ->> 'role' = 'staff');
          create policy planted_everybody on api.planted_policies for delete using (id is null);
          create table api.planted_idle (shop_id uuid, id uuid, primary key (shop_id, id));
          create policy planted_idle on api.planted_idle for select to authenticated using (id is null);`,
    house: [
      { rule: conditions, object: "api.planted_policies: planted_true" },
      { rule: conditions, object: "api.planted_policies: planted_everybody" },
      { rule: "row level security is on", object: "api.planted_idle" },
    ],
    advisors: [
      "rls_policy_always_true",
      "auth_rls_initplan",
      "rls_references_user_metadata",
      "policy_exists_rls_disabled",
    ],
  },
  {
    what: "views over what is closed",
    sql: `create view api.planted_users as select id, email from auth.users;
          grant select on api.planted_users to anon;
          create materialized view api.planted_figures as select count(*) from trade.orders;
          grant select on api.planted_figures to authenticated;`,
    house: [
      {
        rule: "tables only: no views, foreign tables or sequences",
        object: "api.planted_users",
      },
      {
        rule: "tables only: no views, foreign tables or sequences",
        object: "api.planted_figures",
      },
      { rule: privileges, object: "api.planted_users: SELECT to anon" },
    ],
    advisors: ["auth_users_exposed", "security_definer_view", "materialized_view_in_api"],
  },
  {
    what: "keys that forget the shop",
    sql:
      `create table trade.planted_notes (shop_id uuid not null, id uuid primary key, order_id uuid,
            other_id uuid references shop.shops (id));
          create unique index planted_orders on trade.orders (id);
          alter table trade.planted_notes add constraint planted_order foreign key (order_id) references trade.orders (id);
          create table trade.planted_pile (id uuid);`,
    house: [
      { rule: keyed, object: "trade.planted_notes" },
      { rule: keyed, object: "trade.planted_pile" },
      {
        rule: "a foreign key between rows of shops holds the shop",
        object: "trade.planted_notes: planted_order",
      },
      {
        rule: "only a shop's id points at a shop",
        object: "trade.planted_notes: planted_notes_other_id_fkey",
      },
    ],
  },
  {
    what: "money that can be rounded",
    sql:
      `alter table trade.orders add planted_tip_fen integer, add planted_total bigint, add planted_rate numeric;
          create function private.planted_share(part float8, whole_fen integer) returns bigint language sql
          set search_path = '' as 'select 1::bigint';`,
    house: [
      { rule: money, object: "trade.orders.planted_tip_fen" },
      { rule: money, object: "trade.orders.planted_total" },
      { rule: money, object: "trade.orders.planted_rate" },
      { rule: money, object: "private.planted_share(double precision,integer)" },
      { rule: money, object: "private.planted_share(double precision,integer): whole_fen" },
    ],
  },
  {
    what: "two indexes for one thing",
    sql: `create index planted_one on trade.orders (shop_id, close_reason);
          create index planted_two on trade.orders (shop_id, close_reason);`,
    house: [],
    advisors: ["duplicate_index"],
  },
  {
    what: "things where they do not belong",
    sql:
      `create schema planted; grant usage on schema planted to anon; grant create on schema api to authenticated;
          create table public.planted_here (shop_id uuid, id uuid, primary key (shop_id, id));
          create function public.planted_too() returns int language sql set search_path = '' as 'select 1';
          create extension citext schema public;`,
    house: [
      { rule: open_schema, object: "planted: USAGE to anon" },
      { rule: open_schema, object: "api: CREATE to authenticated" },
      { rule: "every schema has a comment", object: "planted" },
      { rule: "nothing of ours in schema public", object: "planted_here" },
      { rule: "nothing of ours in schema public", object: "planted_too()" },
    ],
    advisors: ["extension_in_public"],
  },
  {
    what: "default privileges that open what comes next",
    sql:
      `alter default privileges for role postgres in schema trade grant select on tables to authenticated;`,
    house: [{ rule: "new objects are born closed", object: "r trade: SELECT to authenticated" }],
  },
];
