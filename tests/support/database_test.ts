import assert from "node:assert/strict";
import postgres from "postgres";
import { type TestDatabase, testDatabase } from "./database.ts";
import { contentsOf } from "./emptying.ts";
import { Mall } from "./mall.ts";

Deno.test("a test database is migrated, has its own clock, and is its own", async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  try {
    const now = async (db: typeof one) => {
      const [row] = await db.sql<{ now: Date }[]>`select private.now()`;
      return row!.now.toISOString().slice(0, 10);
    };
    await one.clock.setNow("2031-05-01T12:00:00Z");
    await one.clock.advance(15);
    assert.equal(await now(one), "2031-05-16");
    assert.equal(await now(other), new Date().toISOString().slice(0, 10));
  } finally {
    await one.drop();
    await other.drop();
  }
});

Deno.test("calls go through the dispatcher as the role of the claims", async () => {
  const db = await testDatabase();
  try {
    await assert.rejects(() => db.call({ role: "anon" }, "no_such_function"), {
      code: "PT404",
      message: "FUNCTION_NOT_FOUND",
    });
    await assert.rejects(() => db.call({ role: "postgres" }, "get_home"), { code: "42501" });
    const [row] = await db.as("mall_api")`select current_user as name`;
    assert.equal(row?.name, "mall_api");
  } finally {
    await db.drop();
  }
});

Deno.test("a database that a test has used is as new for the next one, whatever was written and counted", async () => {
  const name = async (db: TestDatabase) =>
    (await db.sql<[{ name: string }]>`select current_database() as name`)[0].name;
  const used = await testDatabase();
  const before = await contentsOf(used.sql);
  const used_name = await name(used);
  const mall = await Mall.open(used);
  const [sku_id] = await mall.product([990]) as [string];
  await mall.buy((await mall.chain()).buyer, [{ sku_id, quantity: 1 }]);
  await used.clock.freeze("2031-05-01T12:00:00Z");
  const stranger = postgres(used.url("mall_api"), { max: 1, onnotice: () => {} });
  await stranger`select 1`;
  await used.drop();
  await stranger.end();

  const next = await testDatabase();
  try {
    assert.equal(await name(next), used_name);
    assert.deepEqual(await contentsOf(next.sql), before);
    const [row] = await next.sql<[{ now: Date }]>`select private.now()`;
    assert.equal(row.now.toISOString().slice(0, 10), new Date().toISOString().slice(0, 10));
  } finally {
    await next.drop();
  }
});

Deno.test("a database in which a test defined something, or changed what migrations put in, is not used again", async () => {
  const change = [
    "create table public.left_over (id int)",
    "delete from ops.work_kinds where kind in (select min(kind) from ops.work_kinds)",
  ];
  for (const statement of change) {
    const used = await testDatabase();
    const [{ name }] = await used.sql<[{ name: string }]>`select current_database() as name`;
    await used.sql.unsafe(
      `set session_replication_role = replica; ${statement}; reset session_replication_role`,
    );
    await used.drop();
    const next = await testDatabase();
    const kept = await next.sql`select from pg_database where datname = ${name}`;
    await next.drop();
    assert.equal(kept.length, 0, statement);
  }
});
