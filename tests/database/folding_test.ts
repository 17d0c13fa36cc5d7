import assert from "node:assert/strict";
import postgres from "postgres";
import type { TestDatabase } from "@/tests/support/database.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { until } from "@/tests/support/waiting.ts";

const writers = 24;
const each = 12;

/** One transaction that writes some events, stays open for a while and then commits, or does not. */
async function write(db: postgres.Sql, mall: Mall): Promise<string[]> {
  const subjects = Array.from(
    { length: 1 + Math.floor(Math.random() * 3) },
    () => crypto.randomUUID(),
  );
  const keeps = Math.random() < 0.8;
  await db.begin(async (tx) => {
    for (const subject of subjects) {
      await tx`select private.record_event(${mall.shop_id}, 'work.ended', ${subject}, '{"status": "done"}')`;
      await tx`select pg_sleep(${Math.random() * 0.02})`;
    }
    if (!keeps) throw new Error("ROLLED_BACK");
  }).catch((error) => {
    if (error.message !== "ROLLED_BACK") throw error;
  });
  return keeps ? subjects : [];
}

/** One step of a fold that keeps a row per event it was shown. */
async function fold(db: postgres.Sql, name: string): Promise<void> {
  await db.begin(async (tx) => {
    const [span] = await tx`select (f.span).* from (select private.fold(${name}) as span) f`;
    await tx`
      insert into test.folded (name, subject_id)
      select ${name}, e.subject_id from ops.events e
       where e.kind = 'work.ended' and e.xid >= ${span!.since}::text::xid8 and e.xid < ${
      span!.upto
    }::text::xid8`;
  });
}

async function folded(db: TestDatabase, name: string): Promise<string[]> {
  const rows = await db.sql`select subject_id from test.folded where name = ${name} order by 1`;
  return rows.map(({ subject_id }) => subject_id);
}

Deno.test("a fold misses no event and counts none twice while many connections commit out of order", () =>
  onMall(async (mall, db) => {
    await db.sql.unsafe(
      "create schema test; create table test.folded (name text, subject_id uuid)",
    );
    const pool = postgres(db.url("supabase_admin"), { max: writers + 6, onnotice: () => {} });
    try {
      let writing = true;
      const folds = Promise.all(["one", "one", "one", "another", "another"].map(async (name) => {
        while (writing) await fold(pool, name); // several of one name: they wait for each other
      }));
      const writes = Promise.all(Array.from({ length: writers }, async () => {
        const kept: string[] = [];
        for (let n = 0; n < each; n++) kept.push(...await write(pool, mall));
        return kept;
      })).finally(() => writing = false);
      const [written] = await Promise.all([writes, folds]);
      const all = written.flat().sort();
      assert.ok(all.length > writers * each);
      for (const name of ["one", "another"]) {
        // a transaction of any database of the cluster may hold a fold back for a while
        await until(`${name} has all`, async () => {
          await fold(pool, name);
          return (await folded(db, name)).length >= all.length;
        });
        assert.deepEqual(await folded(db, name), all);
      }
    } finally {
      await pool.end();
    }
  }));

Deno.test("a fold that is made later reads from the first event, at its own pace", () =>
  onMall(async (mall, db) => {
    await db.sql.unsafe(
      "create schema test; create table test.folded (name text, subject_id uuid)",
    );
    const kept = [];
    for (let n = 0; n < 5; n++) kept.push(...await write(db.sql, mall));
    await until("all read", async () => {
      await fold(db.sql, "late");
      return (await folded(db, "late")).length === kept.length;
    });
    assert.deepEqual(await folded(db, "late"), kept.sort());
    const [mark] = await db.sql`select count(*)::int as n from ops.watermarks where name = 'late'`;
    assert.equal(mark!.n, 1);
  }));
