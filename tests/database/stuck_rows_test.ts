import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";

const jobs = { role: "mall_jobs" };

/** From now on nothing can be written about this row; answers how to make that possible again. */
async function poison(db: TestDatabase, table: string, column: string, id: string) {
  await db.sql.unsafe(`
    create function poisoned() returns trigger language plpgsql as $$
      begin raise exception 'poisoned'; end $$;
    create trigger a_poisoned before update on ${table}
      for each row when (old.${column} = '${id}') execute function poisoned();`);
  return () => db.sql.unsafe(`drop trigger a_poisoned on ${table}`);
}

/** What waits on the work list, and how often each was found. */
async function work(db: TestDatabase) {
  const rows = await db.sql<{ kind: string; subject_id: string; status: string; times: number }[]>`
    select kind, subject_id, status, times from ops.work order by id`;
  return rows.map(({ kind, subject_id, status, times }) => [kind, subject_id, status, times]);
}

/** Three orders of one buyer that were shipped and whose time to be received has come. */
async function overdue(mall: Mall): Promise<[string, string, string]> {
  const buyer = await mall.member();
  const [sku_id] = await mall.product([1000]) as [string];
  const orders: string[] = [];
  for (let n = 0; n < 3; n++) {
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.ship(order_id);
    orders.push(order_id);
  }
  await mall.db.clock.advance(61);
  return orders as [string, string, string];
}

Deno.test("an order that cannot be received holds up no other, waits for its time and for a person, and ends when it comes right", () =>
  onMall(async (mall, db) => {
    const [first] = await overdue(mall);
    const heal = await poison(db, "trade.orders", "id", first);
    const receive = () => db.call(jobs, "auto_receive", {});
    const stuck = [first];
    assert.deepEqual(await receive(), { received: 2, more: false, stuck });
    assert.deepEqual(await receive(), { received: 0, more: false });
    await db.clock.advance(minutes(4.9));
    assert.deepEqual(await receive(), { received: 0, more: false });
    await db.clock.advance(minutes(0.2));
    assert.deepEqual(await receive(), { received: 0, more: false, stuck });
    assert.deepEqual(await work(db), [["stuck_receive", first, "open", 2]]);
    await db.clock.advance(minutes(9.9)); // twice as long after the second time
    assert.deepEqual(await receive(), { received: 0, more: false });
    await heal();
    await db.clock.advance(minutes(0.2));
    assert.deepEqual(await receive(), { received: 1, more: false });
    assert.deepEqual(await work(db), [["stuck_receive", first, "done", 2]]);
  }));

Deno.test("rows that cannot be received do not fill the batch for ever: the others come next", () =>
  onMall(async (mall, db) => {
    const [first, second, third] = await overdue(mall);
    await db.sql.unsafe(`
      create function poisoned() returns trigger language plpgsql as $$
        begin raise exception 'poisoned'; end $$;
      create trigger a_poisoned before update on trade.orders
        for each row when (old.id in ('${first}', '${second}')) execute function poisoned();`);
    const receive = () => db.call(jobs, "auto_receive", { batch: 2 });
    assert.deepEqual(await receive(), { received: 0, more: true, stuck: [first, second] });
    assert.deepEqual(await receive(), { received: 1, more: false });
    const [row] = await db.sql`select status from trade.orders where id = ${third}`;
    assert.equal(row!.status, "completed");
  }));

Deno.test("a buyer who receives what the job could not ends its row on the work list", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([1000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.ship(order_id);
    await db.clock.advance(61);
    const heal = await poison(db, "trade.orders", "id", order_id);
    await db.call(jobs, "auto_receive", {});
    await heal();
    await mall.receive(buyer, order_id);
    await db.clock.advance(minutes(6));
    await db.call(jobs, "auto_receive", {});
    assert.deepEqual(await work(db), [["stuck_receive", order_id, "done", 1]]);
  }));

Deno.test("250 due rows of a distributor who cannot be settled hold up nobody else's", () =>
  onMall(async (mall, db) => {
    await mall.settings({ settle_days: 0, max_unpaid_orders: 1000 });
    const skus = await mall.product(Array.from({ length: 50 }, () => 1000));
    const lines = skus.map((sku_id) => ({ sku_id, quantity: 1 }));
    const [broken, other, his, hers] = await mall.members(4);
    await mall.promote(broken!);
    await mall.promote(other!);
    await mall.bind(his!, broken!);
    await mall.bind(hers!, other!);
    for (let n = 0; n < 5; n++) await mall.complete(his!, (await mall.buy(his!, lines)).order_id);
    await mall.complete(hers!, (await mall.buy(hers!, lines)).order_id);
    const [balance] = await db.sql`
      delete from ledger.balances where account_id = private.account_of(shop_id, 'commission_available', ${
      broken!.member_id
    }) returning *`;

    const settle = (batch: number) => db.call(jobs, "settle_commissions", { batch });
    const stuck = [broken!.member_id];
    assert.deepEqual(await settle(200), { settled: 0, more: true, stuck });
    assert.deepEqual(await settle(200), { settled: 50, more: false });
    assert.deepEqual(await work(db), [["stuck_settle", broken!.member_id, "open", 1]]);
    assert.equal((await mall.balances(other!)).available_fen, 50 * 100);

    await db.sql`insert into ledger.balances ${db.sql(balance!)}`;
    const [row] = await db.sql`select id from ops.work where status = 'open'`;
    const again = {
      work_id: row!.id,
      action: "retry",
      reason: "余额行已补",
      idempotency_key: newKey(),
    };
    await db.call(mall.owner, "decide_work", { shop: mall.shop, ...again });
    assert.deepEqual(await settle(200), { settled: 200, more: true });
    assert.deepEqual(await settle(200), { settled: 50, more: false });
    assert.deepEqual(await work(db), [["stuck_settle", broken!.member_id, "done", 1]]);
    assert.equal((await mall.balances(broken!)).available_fen, 250 * 100);
  }));

Deno.test("an expired order that cannot be closed holds up no other, and is closed when it can be", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([1000]) as [string];
    const first = await mall.place(buyer, [{ sku_id, quantity: 1 }]);
    await mall.place(buyer, [{ sku_id, quantity: 1 }]);
    const heal = await poison(db, "trade.orders", "id", first.order_id);
    await db.clock.advance(1);
    const claim = (batch = 50) => db.call(jobs, "claim_expired_orders", { batch });
    const stuck = [first.order_id];
    assert.deepEqual(await claim(1), { closed: 0, ask: [], more: true, stuck });
    assert.deepEqual(await claim(), { closed: 1, ask: [], more: false });
    assert.deepEqual(await work(db), [["stuck_close", first.order_id, "open", 1]]);
    await heal();
    await db.clock.advance(minutes(6));
    assert.deepEqual(await claim(), { closed: 1, ask: [], more: false });
    assert.deepEqual(await work(db), [["stuck_close", first.order_id, "done", 1]]);
  }));

Deno.test("what somebody holds in this moment is no failure: it waits for the next tick, not for a person", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku_id] = await mall.product([10_000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.complete(buyer, order_id);
    await db.clock.advance(61);
    const impatient = () =>
      db.sql.begin(async (sql) => {
        await sql`set local lock_timeout = '20ms'`;
        await sql`select api.settle_commissions()`;
      });
    await db.sql.begin(async (other) => {
      await other`select from ledger.balances where account_id = private.account_of(shop_id, 'commission_available', ${level1.member_id}) for update`;
      await assert.rejects(impatient(), { code: "55P03" });
    });
    assert.deepEqual(await work(db), []);
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 1000);
  }));

Deno.test("C51 C66 a day early nothing is received or settled, in the moment that is due everything is", () =>
  onMall(async (mall, db) => {
    await mall.settings({ auto_receive_days: 10, settle_days: 15 });
    const { level1, buyer } = await mall.chain();
    const [sku_id] = await mall.product([10_000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await db.clock.freeze();
    await mall.ship(order_id);
    const tick = async () => {
      const { received } = await db.call<{ received: number }>(jobs, "auto_receive", {});
      const { settled } = await db.call<{ settled: number }>(jobs, "settle_commissions", {});
      return [received, settled];
    };
    await db.clock.advance(9.5);
    assert.deepEqual(await tick(), [0, 0]);
    await db.clock.advance(0.5);
    assert.deepEqual(await tick(), [1, 0]);
    await db.clock.advance(14.5);
    assert.deepEqual(await tick(), [0, 0]);
    await db.clock.advance(0.5);
    assert.deepEqual(await tick(), [0, 2]);
    assert.equal((await mall.balances(level1)).available_fen, 1000);
  }));

Deno.test("a row set aside is tried again exactly at the moment set for it, and is then set aside no more", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze();
    const [first] = await overdue(mall);
    const heal = await poison(db, "trade.orders", "id", first);
    const receive = () => db.call(jobs, "auto_receive", {});
    await receive();
    await db.clock.advance(minutes(5));
    assert.deepEqual(await receive(), { received: 0, more: false, stuck: [first] });
    assert.deepEqual(await work(db), [["stuck_receive", first, "open", 2]]);
    await heal();
    await db.clock.advance(minutes(10));
    assert.deepEqual(await receive(), { received: 1, more: false });
    assert.deepEqual(await work(db), [["stuck_receive", first, "done", 2]]);
  }));

Deno.test("a distributor set aside is settled in the very moment set for the next try", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku_id] = await mall.product([10_000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.complete(buyer, order_id);
    await db.clock.advance(61);
    await db.clock.freeze();
    const [balance] = await db.sql`
      delete from ledger.balances where account_id = private.account_of(shop_id, 'commission_available', ${level1.member_id}) returning *`;
    const settle = () => db.call(jobs, "settle_commissions", {});
    assert.deepEqual(await settle(), { settled: 1, more: false, stuck: [level1.member_id] });
    await db.sql`insert into ledger.balances ${db.sql(balance!)}`;
    await db.clock.advance(minutes(5));
    assert.deepEqual(await settle(), { settled: 1, more: false });
    assert.deepEqual(await work(db), [["stuck_settle", level1.member_id, "done", 1]]);
  }));

Deno.test("a distributor whose due commission has settled is set aside no more, though other commission is still to come", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku_id] = await mall.product([10_000]) as [string];
    const buy = () => mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.complete(buyer, (await buy()).order_id);
    await db.clock.advance(61);
    const [balance] = await db.sql`
      delete from ledger.balances where account_id = private.account_of(shop_id, 'commission_available', ${level1.member_id}) returning *`;
    await db.call(jobs, "settle_commissions", {});
    await db.sql`insert into ledger.balances ${db.sql(balance!)}`;
    await mall.complete(buyer, (await buy()).order_id);
    await db.clock.advance(minutes(6));
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 1000);
    assert.deepEqual(await work(db), [["stuck_settle", level1.member_id, "done", 1]]);
  }));

Deno.test("an order set aside of which its buyer then wants something back is not due, and stands on the work list no more", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([1000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.ship(order_id);
    await db.clock.advance(61);
    const heal = await poison(db, "trade.orders", "id", order_id);
    await db.call(jobs, "auto_receive", {});
    await heal();
    assert.deepEqual(await work(db), [["stuck_receive", order_id, "open", 1]]);
    await mall.askRefund(buyer, order_id, null);
    await db.clock.advance(minutes(6));
    await mall.closeExpired(); // another job's sweep ends nothing of this one
    assert.deepEqual(await db.call(jobs, "auto_receive", {}), { received: 0, more: false });
    assert.deepEqual(await work(db), [["stuck_receive", order_id, "done", 1]]);
  }));

Deno.test("staff who try one job of an order again leave its other job set aside for its own time", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze();
    const order_id = crypto.randomUUID();
    for (const job of ["close", "receive"]) {
      await db.sql`select private.set_aside(${mall.shop_id}, ${job}, ${order_id}, 'poisoned')`;
    }
    const [receive] = await mall.work("stuck_receive");
    await mall.decideWork(receive!, "retry");
    const rows = await db.sql`
      select job, next_at <= private.now() as now from ops.stuck order by job`;
    assert.deepEqual([...rows], [{ job: "close", now: false }, { job: "receive", now: true }]);
    assert.deepEqual((await mall.work()).map(({ kind }) => kind), ["stuck_close"]);
  }));

Deno.test("a row that never comes right is tried every six hours in the end", () =>
  onMall(async (_, db) => {
    const rows = await db.sql<{ minutes: number }[]>`
      select extract(epoch from private.stuck_delay(n))::int / 60 as minutes
        from unnest(array[1, 2, 7, 8, 100]) n`;
    assert.deepEqual(rows.map((row) => row.minutes), [5, 10, 320, 360, 360]);
  }));
