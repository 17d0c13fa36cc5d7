import assert from "node:assert/strict";
import { testDatabase } from "@/tests/support/database.ts";
import { closeClock, openClock } from "./clock.ts";

const DAY_S = 86_400;

Deno.test("one clock for SQL and Date, kept in the database, forward only", async () => {
  const db = await testDatabase();
  const real = Date.now();
  const sqlNow = async () => {
    const [row] = await db.sql<{ ms: string }[]>`
      select extract(epoch from private.now()) * 1000 as ms`;
    return Number(row!.ms);
  };
  const comment = () => db.sql`select obj_description('private.now()'::regprocedure) as text`;
  try {
    const before = await comment();
    let clock = await openClock(db.sql);
    assert.equal(clock.offset(), 0);

    await clock.advance(15 * DAY_S);
    assert.ok(Math.abs(Date.now() - real - 15 * DAY_S * 1000) < 60_000);
    assert.ok(Math.abs(await sqlNow() - Date.now()) < 1000);
    assert.deepEqual(await comment(), before);

    await assert.rejects(() => clock.advance(-1), RangeError);
    await assert.rejects(() => clock.set(new Date(real).toISOString()), RangeError);
    await assert.rejects(() => clock.set("never"), RangeError);

    closeClock();
    assert.ok(Math.abs(Date.now() - real) < 60_000);
    clock = await openClock(db.sql);
    assert.equal(clock.offset(), 15 * DAY_S * 1000);

    await clock.reset("2020-02-02T00:00:00Z");
    assert.equal(new Date(await sqlNow()).getUTCFullYear(), 2020);
    await clock.reset();
    assert.ok(Math.abs(await sqlNow() - real) < 60_000);
  } finally {
    closeClock();
    await db.drop();
  }
});

Deno.test("the moved Date is otherwise Date", async () => {
  const db = await testDatabase();
  const real = new Date();
  try {
    const clock = await openClock(db.sql);
    await clock.advance(DAY_S);
    assert.ok(new Date() instanceof Date);
    assert.ok(real instanceof Date, "dates made before are still dates");
    assert.ok(structuredClone(new Date()) instanceof Date);
    assert.equal(new Date(0).toISOString(), "1970-01-01T00:00:00.000Z");
    assert.equal(new Date(2026, 0, 2).getDate(), 2);
    assert.equal(Date.UTC(2026, 0), Date.parse("2026-01-01T00:00:00Z"));
    assert.equal(typeof Date(), "string");
    class Day extends Date {}
    assert.ok(new Day() instanceof Day);
    assert.ok(new Day().getTime() - real.getTime() > DAY_S * 1000 - 60_000);
  } finally {
    closeClock();
    await db.drop();
  }
});
