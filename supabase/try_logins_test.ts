import assert from "node:assert/strict";
import { freePort } from "@/local/ports.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { logins, tryLogin } from "./try_logins.ts";

const db = await testDatabase();
Deno.test.afterAll(() => db.drop());
const [api, wechat, jobs] = logins as [typeof logins[0], typeof logins[0], typeof logins[0]];

/** The test database's address for a login, with parts of it changed. */
function address(role: string, changes: Partial<URL> = {}): string {
  return Object.assign(new URL(db.url(role)), changes).href;
}

Deno.test("the three logins work as the migrations and the passwords made them", async () => {
  assert.equal(await tryLogin(api, db.url("mall_api")), "ok");
  assert.equal(await tryLogin(wechat, db.url("mall_wechat")), "ok");
  assert.equal(await tryLogin(jobs, db.url("mall_jobs")), "ok");
});

Deno.test("a login that does not work says what is wrong", async (t) => {
  const cases: [string, string | undefined, RegExp][] = [
    ["no setting", undefined, /^MALL_DB_URL is not set/],
    ["no address", "postgres://[mall_api", /^MALL_DB_URL is not an address/],
    ["another login's address", db.url("mall_jobs"), /logs in as mall_jobs, not as mall_api/],
    ["the owner's address", db.url("postgres"), /logs in as postgres/],
    ["a closed port", address("mall_api", { port: String(freePort()) }), /nothing answers/],
    ["another database", address("mall_api", { pathname: "/nowhere" }), /no such database/],
    [
      "no TLS there",
      address("mall_api", { search: "?sslmode=verify-full" }),
      /cannot connect.*SSL/,
    ],
  ];
  for (const [what, url, expected] of cases) {
    await t.step(what, async () => assert.match(await tryLogin(api, url), expected));
  }
});

Deno.test("a login without its roles is told to run the migrations", async () => {
  const strange = { ...api, roles: ["anon", "mall_nobody"] };
  assert.match(await tryLogin(strange, db.url("mall_api")), /may not become mall_nobody/);
});
