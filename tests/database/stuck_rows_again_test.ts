import assert from "node:assert/strict";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import { overdue, poison, work } from "@/tests/support/stuck_rows.ts";
import { jobs } from "@/tests/support/database.ts";

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
