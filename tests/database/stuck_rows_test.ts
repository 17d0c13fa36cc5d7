import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import { onMall } from "@/tests/support/on_mall.ts";

const jobs = { role: "mall_jobs" };

/** From now on nothing can be written about this row. */
async function poison(db: TestDatabase, table: string, column: string, id: string): Promise<void> {
  await db.sql.unsafe(`
    create function poisoned() returns trigger language plpgsql as $$
      begin raise exception 'poisoned'; end $$;
    create trigger a_poisoned before update on ${table}
      for each row when (old.${column} = '${id}') execute function poisoned();`);
}

Deno.test("an order that cannot be received holds up no other", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([1000]) as [string];
    const orders: string[] = [];
    for (let n = 0; n < 3; n++) {
      const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
      await mall.ship(order_id);
      orders.push(order_id);
    }
    await poison(db, "trade.orders", "id", orders[0]!);
    await db.clock.advance(61);
    const stuck = [orders[0]];
    const receive = () => db.call(jobs, "auto_receive", {});
    assert.deepEqual(await receive(), { received: 2, stuck });
    assert.deepEqual(await receive(), { received: 0, stuck });
  }));

Deno.test("a distributor whose commission cannot be settled holds up no other", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer } = await mall.chain();
    const [sku_id] = await mall.product([10_000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.complete(buyer, order_id);
    await db.clock.advance(61);
    await poison(db, "ledger.commissions", "distributor_id", level1.member_id);
    const answer = await db.call<{ settled: number; stuck: string[] }>(
      jobs,
      "settle_commissions",
      {},
    );
    assert.equal(answer.settled, 1);
    assert.deepEqual(answer.stuck, [level1.member_id]);
    assert.ok((await mall.balances(level2)).available_fen! > 0);
  }));

Deno.test("an expired order that cannot be closed holds up no other", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([1000]) as [string];
    const [first] = [
      await mall.place(buyer, [{ sku_id, quantity: 1 }]),
      await mall.place(buyer, [{ sku_id, quantity: 1 }]),
    ];
    await poison(db, "trade.orders", "id", first.order_id);
    await db.clock.advance(1);
    const claim = () => db.call(jobs, "claim_expired_orders", {});
    assert.deepEqual(await claim(), { closed: 1, ask: [], stuck: [first.order_id] });
    assert.deepEqual(await claim(), { closed: 0, ask: [], stuck: [first.order_id] });
  }));
