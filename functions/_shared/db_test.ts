import assert from "node:assert/strict";
import { testDatabase } from "@/tests/support/database.ts";
import { openDatabase } from "./db.ts";
import { ApiError } from "./errors.ts";
import { authenticated, errorResponse, silentLine, speakingServer } from "./test_servers.ts";

const test_db = await testDatabase();

const db = openDatabase(test_db.url("mall_api"), 2);

const nobody = { role: "anon" };

function refusedWith(code: string, details?: Record<string, unknown>) {
  return (error: unknown) => {
    assert.ok(error instanceof ApiError, String(error));
    assert.equal(error.code, code);
    if (details) assert.deepEqual(error.details, details);
    return true;
  };
}

Deno.test("callText() answers the JSON that Postgres wrote, call() the value", async () => {
  await test_db
    .sql`select private.create_shop('db-test', '测试店', 'wx0000000000000001', '1900000001')`;
  const text = await db.callText(nobody, "get_home", { shop: "db-test" });
  assert.equal(JSON.parse(text).shop.name, "测试店");
  const home = await db.call<{ shop: { code: string } }>(nobody, "get_home", { shop: "db-test" });
  assert.equal(home.shop.code, "db-test");
});

Deno.test("a refusal of SQL comes as its code, with its details", async () => {
  await assert.rejects(
    db.call(nobody, "get_home", { shop: "nowhere" }),
    refusedWith("SHOP_NOT_FOUND"),
  );
  await assert.rejects(db.call(nobody, "get_me"), refusedWith("FORBIDDEN"));
  await assert.rejects(
    db.call({ role: "authenticated", sub: crypto.randomUUID() }, "get_me"),
    refusedWith("SIGN_IN_REQUIRED"),
  );
  await assert.rejects(
    db.call(nobody, "get_home", { shop: "db-test", hat: 1 }),
    refusedWith("UNKNOWN_ARGUMENT", { field: "hat" }),
  );
  await assert.rejects(db.call(nobody, "drop_all"), refusedWith("FUNCTION_NOT_FOUND"));
});

Deno.test("a text that jsonb does not know arrives without what is wrong in it", async () => {
  const home = await db.call<{ shop: { code: string } }>(nobody, "get_home", { shop: "db-\0test" });
  assert.equal(home.shop.code, "db-test");
  for (const shop of ["db-test\ud83d", "\\u0000 in letters"]) {
    await assert.rejects(db.call(nobody, "get_home", { shop }), refusedWith("SHOP_NOT_FOUND"));
  }
});

Deno.test("mall_api becomes nobody else's role, and is itself again after each call", async () => {
  for (const role of ["postgres", "service_role", "mall_jobs", "mall_wechat"]) {
    await assert.rejects(
      db.call({ role }, "get_home", { shop: "db-test" }),
      refusedWith("FORBIDDEN"),
    );
  }
  await db.call(nobody, "get_home", { shop: "db-test" });
  const [row] = await test_db.sql<{ busy: number }[]>`
    select count(*)::int as busy from pg_stat_activity
     where usename = 'mall_api' and datname = current_database() and state <> 'idle'`;
  assert.equal(row!.busy, 0);
});

Deno.test("more callers than connections wait for each other and all are answered", async () => {
  const calls = Array.from(
    { length: 40 },
    () => db.callText(nobody, "get_home", { shop: "db-test" }),
  );
  const answers = await Promise.all(calls);
  assert.equal(new Set(answers).size, 1);
});

Deno.test("now() is the database's clock", async () => {
  assert.ok(Math.abs(Date.parse(await db.now()) - Date.now()) < 60_000);
});

Deno.test("a database that is not there is DATABASE_UNAVAILABLE", async () => {
  const gone = openDatabase("postgresql://mall_api:postgres@127.0.0.1:1/postgres");
  await assert.rejects(
    gone.call(nobody, "get_home", { shop: "x" }),
    refusedWith("DATABASE_UNAVAILABLE"),
  );
  await gone.close();
});

Deno.test("a server that takes no connection is DATABASE_UNAVAILABLE, whatever it says", async () => {
  const full = errorResponse("FATAL", "XX000", "Unable to check out process from the pool");
  const answers: [string, Uint8Array[], string][] = [
    ["a full pooler", [full], ""],
    ["a pooler full at the statement", [authenticated, full], ""],
    ["a server without TLS", [new TextEncoder().encode("N")], "?sslmode=verify-full"],
    ["a server that hangs up", [], ""],
    ["a server that talks nonsense", [new TextEncoder().encode("HTTP/1.1 400\r\n\r\n")], ""],
  ];
  for (const [what, replies, query] of answers) {
    const server = speakingServer(replies);
    const url = `postgresql://mall_api:x@127.0.0.1:${server.port}/postgres${query}`;
    const pooled = openDatabase(url, 1, 2_000);
    await assert.rejects(pooled.now(), refusedWith("DATABASE_UNAVAILABLE"), what);
    await pooled.close();
    server.close();
  }
});

Deno.test("a connection that falls silent is given up, and the next call gets another", async () => {
  const line = silentLine(Number(new URL(test_db.url("mall_api")).port));
  const url = new URL(test_db.url("mall_api"));
  url.port = String(line.port);
  const far = openDatabase(url.href, 1, 300);
  await far.now();
  line.fallSilent();
  await assert.rejects(far.now(), refusedWith("DATABASE_UNAVAILABLE"));
  line.speakAgain();
  await far.now();
  await far.close();
  line.close();
});

Deno.test("the pool closes", async () => {
  await db.close();
  await test_db.drop();
});
