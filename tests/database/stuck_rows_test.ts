import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import { overdue, poison, work } from "@/tests/support/stuck_rows.ts";
import { jobs } from "@/tests/support/database.ts";

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

Deno.test("250 due rows of a distributor that cannot be settled hold up no other distributor's", () =>
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

Deno.test("a row that is locked right now is no failure: it waits for the next tick, not for a person", () =>
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
