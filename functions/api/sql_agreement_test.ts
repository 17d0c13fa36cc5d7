import assert from "node:assert/strict";
import { errors } from "@/contracts/error_texts.ts";
import { event_kinds } from "@/contracts/events.ts";
import { work_actions, work_kinds } from "@/contracts/work.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { writeLogTo } from "@/shared/log.ts";
import { setOwnEnv } from "@/tests/support/own_env.ts";
import { callEveryRoute } from "./testing/route_calls.ts";

interface ApiFunction {
  name: string;
  args: string[];
  required: string[];
  roles: string[];
}

setOwnEnv("MALL_PUBLIC_URL", "https://mall.test"); // what paying says of where WeChat shall notify
const db = await testDatabase();
const functions = await db.sql<ApiFunction[]>`
  select p.proname as name, coalesce(p.proargnames, '{}') as args,
         coalesce(p.proargnames[1 : p.pronargs - p.pronargdefaults], '{}') as required,
         array(select r from unnest(array['anon', 'authenticated', 'mall_server']) r
                where has_function_privilege(r, p.oid, 'execute')) as roles
    from pg_catalog.pg_proc p where p.pronamespace = 'api'::regnamespace`;
const sql_codes = await db.sql<{ code: string; status: number }[]>`
  select code, status from private.error_codes()`;
const sql_work_kinds = await db.sql<{ kind: string; actions: string[] }[]>`
  select kind, actions from ops.work_kinds`;
const sql_event_kinds = await db.sql<{ kind: string; shop?: string; member?: string }[]>`
  select kind, shop_hears as shop, member_hears as member from ops.event_kinds`;
await db.drop();

Deno.test("errors.ts and private.error_codes() have the same codes with the same statuses", () => {
  const ours = Object.entries(errors).map(([code, { status }]) => [code, status]);
  const theirs = sql_codes.map(({ code, status }) => [code, status]);
  assert.deepEqual(theirs.toSorted(), ours.toSorted());
});

Deno.test("work.ts has words for every kind of work, and SQL offers only actions that work.ts names", () => {
  assert.deepEqual(
    sql_work_kinds.map(({ kind }) => kind).toSorted(),
    Object.keys(work_kinds).toSorted(),
  );
  const offered = new Set(sql_work_kinds.flatMap(({ actions }) => actions));
  assert.deepEqual([...offered].filter((action) => !work_actions.includes(action as never)), []);
});

Deno.test("events.ts has words for every kind of event, and who hears of it is the same in SQL", () => {
  const ours = Object.entries(event_kinds as Record<string, { shop?: string; member?: string }>)
    .map(([kind, { shop, member }]) => [kind, shop ?? null, member ?? null]);
  const theirs = sql_event_kinds.map(({ kind, shop, member }) => [kind, shop, member]);
  assert.deepEqual(theirs.toSorted(), ours.toSorted());
  assert.ok(Object.values(event_kinds).every(({ words }) => words.length > 0));
});

Deno.test("every route calls a function that exists, with its arguments, as a role that may", async (t) => {
  const undo = writeLogTo(() => {}); // routes that go on to ask WeChat stop there
  const routes = await callEveryRoute();
  undo();
  const known = new Map(functions.map((one) => [one.name, one]));
  for (const { route, calls } of routes) {
    await t.step(route, () => {
      for (const { fn, args, claims } of calls) {
        const found = known.get(fn);
        assert.ok(found, `there is no api.${fn}`);
        const unknown = Object.keys(args).filter((name) => !found.args.includes(name));
        assert.deepEqual(unknown, [], `api.${fn} does not take these`);
        const missing = found.required.filter((name) => !(name in args));
        assert.deepEqual(missing, [], `api.${fn} needs these`);
        assert.ok(found.roles.includes(claims.role), `${claims.role} may not call api.${fn}`);
      }
    });
  }
});

Deno.test("no route is without a call but health, openapi.json, signing in and a preview that proves nothing", async () => {
  const undo = writeLogTo(() => {});
  const silent = (await callEveryRoute()).filter(({ calls }) => calls.length === 0);
  undo();
  assert.deepEqual(silent.map(({ route }) => route), [
    "GET /api/health",
    "POST /api/shops/:shop/sessions",
    ...["GET /api/shops/:shop/previews/:code", "GET /api/shops/:shop/previews/:code/code"],
    "GET /api/shops/:shop/page-previews/:code",
    "GET /api/shops/:shop/page-previews/:code/code",
    "GET /api/openapi.json",
  ]);
});
