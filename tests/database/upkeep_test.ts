import assert from "node:assert/strict";
import { jobs, type TestDatabase } from "@/tests/support/database.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import { draftRules, shop_rates } from "@/tests/support/rules.ts";

interface Upkeep extends Record<string, number | boolean> {
  ran: boolean;
  more: boolean;
}

const maintain = (db: TestDatabase) => db.call<Upkeep>(jobs, "maintain");

/** Upkeep as if the last one were an hour ago. */
async function maintainNow(db: TestDatabase): Promise<Upkeep> {
  await db.sql`update ops.upkeep set ran_at = '-infinity'`;
  return await maintain(db);
}

Deno.test("upkeep is due once an hour for all processes, as SQL remembers it", () =>
  onMall(async (_, db) => {
    const ran = async () => (await maintain(db)).ran;
    assert.equal(await ran(), true);
    assert.equal(await ran(), false);
    await db.clock.advance(minutes(59));
    assert.equal(await ran(), false);
    await db.clock.advance(minutes(1.1));
    const processes = await Promise.all([ran(), ran(), ran()]);
    assert.equal(processes.filter(Boolean).length, 1);
  }));

Deno.test("upkeep erases in full batches until one is not full, and only then counts as done", () =>
  onMall(async (mall, db) => {
    await db.sql`
      insert into ops.idempotency (shop_id, actor_id, command, key, request_hash, response, created_at)
      select ${mall.shop_id}, gen_random_uuid(), 'place_order', 'key-of-' || n, '', '{}', private.now() - interval '8 days'
        from generate_series(1, 12000) n`;
    const batches = [];
    for (let more = true; more;) {
      const done = await maintain(db);
      batches.push(done["idempotency"]);
      more = done.more;
    }
    assert.deepEqual(batches, [5000, 5000, 2000]);
    assert.equal((await maintain(db)).ran, false);
  }));

Deno.test("upkeep erases old answers and notices, and nothing younger", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([10_000]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 2 }]);
    await db.call({ role: "mall_wechat" }, "record_message_push", {
      shop: mall.shop,
      dedupe_key: "push 1",
      message: { MsgType: "event", Event: "debug_demo" },
    });
    const left = async () => {
      const [row] = await db.sql`
        select (select count(*) from ops.idempotency)::int as answers, (select count(*) from person.notices)::int as notices`;
      return [row!.answers, row!.notices];
    };
    const [answers] = await left();
    assert.ok(answers > 0);
    await db.clock.advance(6.9);
    await maintainNow(db);
    assert.deepEqual(await left(), [answers, 2]);
    await db.clock.advance(0.2);
    assert.equal((await maintainNow(db)).idempotency, answers);
    assert.deepEqual(await left(), [0, 2]);
    await db.clock.advance(172.8);
    assert.equal((await maintainNow(db)).notices, 0);
    await db.clock.advance(0.2);
    assert.equal((await maintainNow(db)).notices, 2);
    assert.deepEqual(await left(), [0, 0]);
  }));

Deno.test("a batch that is just full says that there may be more, and an hour is over in its last moment", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze();
    await db.sql`
      insert into ops.idempotency (shop_id, actor_id, command, key, request_hash, response, created_at)
      select ${mall.shop_id}, gen_random_uuid(), 'place_order', 'key-of-' || n, '', '{}', private.now() - interval '8 days'
        from generate_series(1, 5000) n`;
    const step = async () => {
      const { ran, more, idempotency } = await maintain(db);
      return [ran, more, idempotency];
    };
    assert.deepEqual(await step(), [true, true, 5000]);
    assert.deepEqual(await step(), [true, false, 0]);
    await db.clock.advance(minutes(59));
    assert.equal((await step())[0], false);
    await db.clock.advance(minutes(1));
    assert.equal((await step())[0], true);
  }));

Deno.test("outbox rows done or dropped are kept for 90 days, and the others stay", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([10_000]) as [string];
    for (let n = 0; n < 3; n++) {
      await mall.ship((await mall.buy(buyer, [{ sku_id, quantity: 1 }])).order_id);
    }
    await db.sql`
      update ops.outbox set status = 'done', done_at = private.now()
       where id = (select min(id::text)::uuid from ops.outbox)`;
    await db.sql`
      update ops.outbox set status = 'dropped'
       where id = (select max(id::text)::uuid from ops.outbox)`;
    await db.clock.advance(89.9);
    assert.equal((await maintainNow(db))["outbox"], 0);
    await db.clock.advance(0.2);
    assert.equal((await maintainNow(db))["outbox"], 2);
    const left = await db.sql`select status from ops.outbox`;
    assert.deepEqual(left.map(({ status }) => status), ["waiting"]);
  }));

Deno.test("what members were told is kept for 180 days, a preview of rules for 30", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.chain();
    const { revision } = await draftRules(mall, shop_rates(800, 400));
    await db.call(mall.owner, "preview_rule_draft", { shop: mall.shop, revision, days: 30 });
    await db.sql`select private.notify(${mall.shop_id}, ${level1.member_id}, 'customer_lost',
      '{"cause":"staff"}')`;
    const left = async () => {
      const [row] = await db.sql`select (select count(*) from shop.rule_previews)::int as previews,
        (select count(*) from referral.notices)::int as told`;
      return [row!.previews, row!.told];
    };
    const [, told] = await left();
    await db.clock.advance(29.9);
    await maintainNow(db);
    assert.deepEqual(await left(), [1, told]);
    await db.clock.advance(0.2);
    assert.equal((await maintainNow(db))["previews"], 1);
    await db.clock.advance(149.8);
    await maintainNow(db);
    assert.deepEqual(await left(), [0, told]);
    await db.clock.advance(0.2);
    assert.equal((await maintainNow(db))["told"], told);
    assert.deepEqual(await left(), [0, 0]);
  }));

Deno.test("what pg_cron wrote of ticks long past is erased, where there is a pg_cron", () =>
  onMall(async (_, db) => {
    assert.equal((await maintain(db))["cron_runs"], 0);
    await db.sql.unsafe(`
      create schema cron;
      create table cron.job_run_details (runid bigint, start_time timestamptz, end_time timestamptz);
      insert into cron.job_run_details
      select n, private.now() - n * interval '1 hour', private.now() from generate_series(1, 48) n;
      grant usage on schema cron to postgres;
      grant select, delete on cron.job_run_details to postgres`);
    assert.equal((await maintainNow(db))["cron_runs"], 25);
    const [left] = await db
      .sql`select count(*)::int as n, max(runid)::int as oldest from cron.job_run_details`;
    assert.deepEqual(left, { n: 23, oldest: 23 });
  }));
