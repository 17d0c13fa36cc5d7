import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import { onMall } from "@/tests/support/on_mall.ts";

/** Upkeep as if the last one were an hour ago. */
async function maintain(db: TestDatabase): Promise<Record<string, number>> {
  await db.sql`update ops.upkeep set ran_at = '-infinity'`;
  return await db.call({ role: "mall_jobs" }, "maintain");
}

/** How many tables have a partition per month. */
const tables = 3;

const months = async (db: TestDatabase) =>
  (await db.sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_inherits i on i.inhrelid = c.oid
     where i.inhparent = 'referral.clicks'::regclass order by 1`).map(({ name }) => name);

Deno.test("clicks of a month without a partition are kept and move into it when it is made", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.chain();
    await db.clock.advance(200);
    await mall.bind(await mall.member(), level1);
    const where = async () =>
      (await db.sql`select tableoid::regclass::text as name from referral.clicks order by id`)
        .map(({ name }) => name);
    const before = await where();
    assert.equal(before.length, 2);
    assert.equal(before[1], "referral.clicks_default");
    assert.equal((await maintain(db)).partitions, 4 * tables);
    const after = await where();
    assert.equal(after[0], before[0]);
    assert.match(after[1]!, /^referral\.clicks_\d{4}_\d{2}$/);
    assert.equal((await maintain(db)).partitions, 0);
    const open = await db.sql`
      select c.relname from pg_class c join pg_inherits i on i.inhrelid = c.oid
       where i.inhparent = 'referral.clicks'::regclass and not c.relrowsecurity`;
    assert.deepEqual([...open], []);
  }));

Deno.test("events move into their month when it is made, and are deleted by age alone, there and before", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.chain();
    const where = async () =>
      (await db.sql`select tableoid::regclass::text as name from ops.events order by happened_at`)
        .map(({ name }) => name);
    const kept = async () => {
      const before = (await where()).length;
      await assert.rejects(db.sql`delete from ops.events where true`, { code: "23000" });
      assert.equal((await where()).length, before);
    };
    for (let month = 0; month < 2; month++) {
      await db.clock.advance(200);
      await mall.bind(await mall.member(), level1);
      assert.equal((await where()).at(-1), "ops.events_default");
      await kept();
      await maintain(db);
      assert.match((await where()).at(-1)!, /^ops\.events_\d{4}_\d{2}$/);
      await kept();
    }
    await db.sql`
      insert into ops.events (shop_id, kind, subject_id, actor_kind, payload, happened_at)
      select ${mall.shop_id}, 'work.ended', private.new_id(), 'job', '{}', at
        from (values (private.now() - interval '2 years 1 day'), (private.now() - interval '1 year 364 days')) t(at)`;
    await kept();
    assert.equal((await maintain(db))["events"], 1);
    assert.equal((await maintain(db))["events"], 0);
  }));

Deno.test("a long read of the clicks holds up no upkeep, no click and no sweep: months are made later", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.chain();
    await db.clock.advance(200);
    const before = await months(db);
    await db.sql.begin(async (reader) => {
      await reader`select count(*) from referral.clicks`;
      const done = await maintain(db);
      assert.deepEqual([done["ran"], done["partitions"]], [true, 4 * (tables - 1)]); // the others are made
      await mall.bind(await mall.member(), level1); // served by the default partition
    });
    assert.deepEqual(await months(db), before);
    assert.equal((await maintain(db))["partitions"], 4);
    const [last] = await db.sql`
      select tableoid::regclass::text as name from referral.clicks order by id desc limit 1`;
    assert.match(last!.name, /^referral\.clicks_\d{4}_\d{2}$/);
  }));

Deno.test("a month of clicks is dropped two years after its end, and not a day before", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.chain();
    const [first, second] = (await months(db)).filter((name) => name !== "clicks_default");
    const end = `${second!.slice(7, 11)}-${second!.slice(12)}-01T00:00:00+08:00`;
    const later = new Date(end);
    later.setUTCFullYear(later.getUTCFullYear() + 2);
    await db.clock.setNow(new Date(later.getTime() - 60_000).toISOString());
    await maintain(db);
    assert.ok((await months(db)).includes(first!));
    await mall.bind(await mall.member(), level1);
    await db.clock.setNow(new Date(later.getTime() + 60_000).toISOString());
    assert.ok((await maintain(db))["dropped"]! > 0);
    const left = await months(db);
    assert.ok(!left.includes(first!) && left.includes(second!));
    const [clicks] = await db.sql`select count(*)::int as n from referral.clicks`;
    assert.equal(clicks!.n, 1);
  }));

Deno.test("old clicks that never had a month of their own are erased from the default partition", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [share] = await db
      .sql`select id from referral.shares where sharer_id = ${level1.member_id}`;
    await db.sql`
      insert into referral.clicks (shop_id, slot, share_id, actor_id, id, member_id, clicked_at)
      select ${mall.shop_id}, at, ${
      share!.id
    }, ${buyer.member_id}, private.new_id(), ${buyer.member_id}, at
        from (values (private.now() - interval '2 years 1 day'), (private.now() - interval '1 year 364 days')) t(at)`;
    assert.equal((await maintain(db))["clicks"], 1);
    assert.equal((await maintain(db))["clicks"], 0);
  }));
