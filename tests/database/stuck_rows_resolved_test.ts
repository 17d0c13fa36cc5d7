import assert from "node:assert/strict";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import { poison, work } from "@/tests/support/stuck_rows.ts";
import { jobs } from "@/tests/support/database.ts";

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
