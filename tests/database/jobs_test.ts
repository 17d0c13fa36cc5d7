import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { forbids, minutes, onMall, seconds } from "@/tests/support/on_mall.ts";

const jobs = { role: "mall_jobs" };

interface Question {
  attempt_id: string;
  refund_attempt_id: string;
  withdrawal_id: string;
  close: boolean;
}

const list = (db: TestDatabase, kind: "payments" | "refunds" | "transfers") =>
  db.call<Question[]>(jobs, `list_open_${kind}`, { batch: 50 });

const maintain = (db: TestDatabase) => db.call<Record<string, number>>(jobs, "maintain");

async function paying(mall: Mall) {
  const [sku] = await mall.product([10_000]) as [string];
  const buyer = await mall.member();
  const placed = await mall.place(buyer, [{ sku_id: sku, quantity: 2 }]);
  return { sku, buyer, paying: await mall.startPaying(buyer, placed) };
}

/** How many of three workers at once get the only row. */
async function askedOnce(db: TestDatabase, kind: "payments" | "refunds" | "transfers") {
  const workers = await Promise.all([1, 2, 3].map(() => list(db, kind)));
  return workers.flat().length;
}

Deno.test("C46 a payment without an answer is asked about by one worker, then less and less often", () =>
  onMall(async (mall, db) => {
    const { paying: one } = await paying(mall);
    assert.equal((await list(db, "payments")).length, 0);
    await db.clock.advance(seconds(6));
    assert.equal(await askedOnce(db, "payments"), 1);
    for (const wait of [30, 60, 180, 300, 600]) {
      await db.clock.advance(seconds(wait - 2));
      assert.equal((await list(db, "payments")).length, 0, `before ${wait} s`);
      await db.clock.advance(seconds(3));
      const [question, ...others] = await list(db, "payments");
      assert.deepEqual([question?.attempt_id, question?.close, others], [
        one.attempt_id,
        false,
        [],
      ]);
    }
    await mall.notify(one);
    await db.clock.advance(1);
    assert.deepEqual(await list(db, "payments"), []);
  }));

Deno.test("an expired payment is left to the closing of its order; a closing one is asked about until closed", () =>
  onMall(async (mall, db) => {
    const { buyer, paying: one } = await paying(mall);
    await db.clock.advance(minutes(31));
    assert.deepEqual(await list(db, "payments"), []);
    const { paying: two, buyer: other } = await paying(mall);
    await db.call(other, "cancel_order", { order_id: two.order_id, idempotency_key: newKey() });
    await db.clock.advance(minutes(2));
    const [question, ...others] = await list(db, "payments");
    assert.deepEqual([question?.attempt_id, question?.close, others], [two.attempt_id, true, []]);
    await db.call(jobs, "record_payment_closed", {
      shop_id: mall.shop_id,
      attempt_id: two.attempt_id,
    });
    await db.call(buyer, "cancel_order", { order_id: one.order_id, idempotency_key: newKey() });
    await db.clock.advance(1);
    assert.deepEqual((await list(db, "payments")).map((row) => row.attempt_id), [one.attempt_id]);
  }));

Deno.test("C47 a refund under way is asked about until it ends", () =>
  onMall(async (mall, db) => {
    const { buyer, paying: one } = await paying(mall);
    await mall.notify(one);
    const wish = await mall.askRefund(buyer, one.order_id, null);
    await mall.approveRefund(wish);
    assert.equal((await list(db, "refunds")).length, 0);
    await db.clock.advance(minutes(2));
    assert.equal(await askedOnce(db, "refunds"), 1);
    await db.clock.advance(seconds(31));
    assert.equal((await list(db, "refunds")).length, 1);
    await mall.refundArrives(wish);
    await db.clock.advance(1);
    assert.deepEqual(await list(db, "refunds"), []);
  }));

Deno.test("C73 a transfer under way is asked about, by one worker", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku] = await mall.product([100_000]) as [string];
    const paid = await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    await mall.complete(buyer, paid.order_id);
    await db.clock.advance(16);
    await mall.settle();
    const { id } = await mall.withdraw(level1, 1000);
    await db
      .sql`update pay.withdrawals set status = 'submitted', ask_at = private.now() + interval '1 minute' where id = ${id}`;
    assert.deepEqual(await list(db, "transfers"), []);
    await db.clock.advance(minutes(2));
    const workers = await Promise.all([1, 2, 3].map(() => list(db, "transfers")));
    assert.deepEqual(workers.flat().map((row) => row.withdrawal_id), [id]);
  }));

Deno.test("C93 of ten processes one fetches the access token, and all read what it kept", () =>
  onMall(async (mall, db) => {
    const server = { role: "mall_server" };
    const { shop_id } = mall;
    const claim = () => db.call<boolean>(server, "claim_access_token", { shop_id, seconds: 10 });
    const claims = await Promise.all(Array.from({ length: 10 }, claim));
    assert.equal(claims.filter(Boolean).length, 1);
    assert.equal(await db.call(jobs, "read_access_token", { shop_id }), null);
    await db.clock.advance(seconds(11));
    assert.ok(await claim()); // the one before died
    const expires_at = "2030-01-01T00:00:00+00:00";
    await db.call(server, "save_access_token", { shop_id, sealed: "v1.token", expires_at });
    assert.deepEqual(await db.call(jobs, "read_access_token", { shop_id }), {
      sealed: "v1.token",
      expires_at,
    });
    assert.ok(await claim());
    const member = await mall.member();
    for (const who of [{ role: "anon" }, member, mall.owner]) {
      await forbids(db.call(who, "read_access_token", { shop_id }));
    }
  }));

Deno.test("sold counts hold what was paid: each order once, also one that commits after a fold", () =>
  onMall(async (mall, db) => {
    const { sku, buyer, paying: one } = await paying(mall);
    await mall.place(buyer, [{ sku_id: sku, quantity: 5 }]);
    const sold = async () => {
      await maintain(db);
      const [row] = await db.sql`
        select p.sold_count::int as n from catalog.products p join catalog.skus s on s.product_id = p.id where s.id = ${sku}`;
      return row!.n;
    };
    /** A transaction of any database of the cluster may hold a fold back for a while. */
    const becomes = async (count: number) => {
      const deadline = performance.now() + 30_000;
      while (await sold() < count && performance.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.equal(await sold(), count);
    };
    assert.equal(await sold(), 0);
    await db.as("mall_wechat").begin(async (slow) => {
      const args = { shop: mall.shop, notice: { id: newKey() }, transaction: one.transaction };
      await slow.unsafe("select private.call_as($1::text::jsonb, $2, $3::text::jsonb)", [
        JSON.stringify({ role: "mall_wechat" }),
        "record_payment_notice",
        JSON.stringify(args),
      ]);
      await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]); // begun later, committed earlier
      assert.equal(await sold(), 0);
    });
    await becomes(3);
    await Promise.all([
      maintain(db),
      maintain(db),
      mall.buy(buyer, [{ sku_id: sku, quantity: 4 }]),
    ]);
    await becomes(7);
  }));

Deno.test("upkeep erases old answers and notices, and nothing younger", () =>
  onMall(async (mall, db) => {
    const { paying: one } = await paying(mall);
    await mall.notify(one);
    const left = async () => {
      const [row] = await db.sql`
        select (select count(*) from ops.idempotency)::int as answers, (select count(*) from person.notices)::int as notices`;
      return [row!.answers, row!.notices];
    };
    const [answers] = await left();
    assert.ok(answers > 0);
    await db.clock.advance(6.9);
    await maintain(db);
    assert.deepEqual(await left(), [answers, 1]);
    await db.clock.advance(0.2);
    assert.equal((await maintain(db)).idempotency, answers);
    assert.deepEqual(await left(), [0, 1]);
    await db.clock.advance(180);
    assert.equal((await maintain(db)).notices, 1);
    assert.deepEqual(await left(), [0, 0]);
  }));

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
    assert.equal((await maintain(db)).partitions, 4);
    const after = await where();
    assert.equal(after[0], before[0]);
    assert.match(after[1]!, /^referral\.clicks_\d{4}_\d{2}$/);
    assert.equal((await maintain(db)).partitions, 0);
    const open = await db.sql`
      select c.relname from pg_class c join pg_inherits i on i.inhrelid = c.oid
       where i.inhparent = 'referral.clicks'::regclass and not c.relrowsecurity`;
    assert.deepEqual([...open], []);
  }));

Deno.test("the tick calls the jobs function with its secret, and nobody while Vault has none", () =>
  onMall(async (_, db) => {
    // Neither Vault nor pg_net exists outside Supabase: stand-ins of the same names.
    await db.sql.unsafe(`
      create schema vault;
      create table vault.decrypted_secrets (name text, decrypted_secret text);
      create schema net;
      create table net.calls (url text, headers jsonb, body jsonb);
      create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}',
        headers jsonb default '{}', timeout_milliseconds int default 5000) returns bigint
      language sql as 'insert into net.calls values (url, headers, body) returning 1::bigint'`);
    await db.sql`select private.tick()`;
    assert.equal((await db.sql`select from net.calls`).length, 0);
    await db.sql`
      insert into vault.decrypted_secrets
      values ('mall_jobs_url', 'https://example.com/functions/v1/jobs/tick'), ('mall_jobs_secret', 'secret')`;
    await db.sql`select private.tick()`;
    const [call] = await db
      .sql`select url, headers ->> 'authorization' as authorization from net.calls`;
    assert.deepEqual(call, {
      url: "https://example.com/functions/v1/jobs/tick",
      authorization: "Bearer secret",
    });
  }));

Deno.test("nobody but the jobs runs the jobs", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    const fns = ["maintain", "auto_receive", "claim_expired_orders", "list_open_payments"];
    for (const who of [{ role: "anon" }, member, mall.owner, { role: "mall_server" }]) {
      for (const fn of fns) await forbids(db.call(who, fn));
    }
  }));
