import assert from "node:assert/strict";
import { jobs, type TestDatabase } from "@/tests/support/database.ts";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { forbids, minutes, onMall, seconds } from "@/tests/support/on_mall.ts";

interface Question {
  attempt_id: string;
  refund_attempt_id: string;
  withdrawal_id: string;
  close: boolean;
}

const list = (db: TestDatabase, kind: "payments" | "refunds" | "transfers") =>
  db.call<Question[]>(jobs, `list_open_${kind}`, { batch: 50 });

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
    const after_sale = await mall.askRefund(buyer, one.order_id, null);
    await mall.approveRefund(after_sale);
    assert.equal((await list(db, "refunds")).length, 0);
    await db.clock.advance(minutes(2));
    assert.equal(await askedOnce(db, "refunds"), 1);
    await db.clock.advance(seconds(31));
    assert.equal((await list(db, "refunds")).length, 1);
    await mall.refundArrives(after_sale);
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
