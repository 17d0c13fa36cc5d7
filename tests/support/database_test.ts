import assert from "node:assert/strict";
import { testDatabase } from "./database.ts";

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
