import assert from "node:assert/strict";
import { testDatabase } from "@/tests/support/database.ts";
import { callers, type Expectation } from "./callers.ts";
import { definer_reasons } from "./definer_reasons.ts";
import { breaches } from "./house_rules.ts";

Deno.test("C109 nothing in the catalogue breaks a rule of the house", async () => {
  const db = await testDatabase();
  try {
    assert.deepEqual(await breaches(db.sql), []);
  } finally {
    await db.drop();
  }
});

Deno.test("every reason is a reason, and no function has two", () => {
  const names = definer_reasons.flatMap(({ functions }) => functions);
  assert.equal(new Set(names).size, names.length);
  for (const { reason, functions } of definer_reasons) {
    assert.ok(reason.length > 40, reason);
    assert.ok(functions.length > 0, reason);
  }
});

Deno.test("every api function is granted to exactly those who are expected to call it", async () => {
  const db = await testDatabase();
  try {
    const rows = await db.sql<{ name: string; roles: string[] }[]>`
      select p.proname as name, array(
               select a.grantee::regrole::text from aclexplode(p.proacl) a
                where a.grantee <> p.proowner order by 1) as roles
        from pg_proc p where p.pronamespace = 'api'::regnamespace`;
    assert.ok(rows.length > 0);
    for (const { name, roles } of rows) {
      assert.deepEqual(roles, expectedRoles(callers[name]), name);
    }
  } finally {
    await db.drop();
  }
});

function expectedRoles(expectation: Expectation | undefined): string[] {
  if (!expectation) return ["an expectation in callers.ts"];
  if (expectation.who === "anyone") return ["anon", "authenticated"];
  if (expectation.who === "server") return expectation.roles.toSorted();
  return [expectation.by_server ? "mall_server" : "authenticated"];
}
