import assert from "node:assert/strict";
import { linesOf } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

Deno.test("C64 a commission goes from pending to held and back, to settled or void; each move is told and the books say the same", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku] = await mall.product([10_000]) as [string];
    const { order_id } = await mall.buy(buyer, linesOf(sku));
    const read = async () => {
      const [row] = await db.sql<{ id: string; status: string }[]>`
        select id, status from ledger.commissions where order_id = ${order_id} and level = 1`;
      const { pending_fen, held_fen, available_fen } = await mall.balances(level1);
      return { id: row!.id, seen: [row!.status, pending_fen, held_fen, available_fen] };
    };
    const { id, seen } = await read();
    assert.deepEqual(seen, ["pending", 1000, 0, 0]);
    await mall.command("hold_commission", { commission_id: id, reason: "核对" });
    assert.deepEqual((await read()).seen, ["held", 0, 1000, 0]);
    const [hold] = await db.sql`select id from ledger.commission_holds where commission_id = ${id}`;
    await mall.command("release_hold", { hold_id: hold!.id, reason: "核对完" });
    assert.deepEqual((await read()).seen, ["pending", 1000, 0, 0]);
    await mall.complete(buyer, order_id);
    await db.clock.advance(16);
    await mall.settle();
    assert.deepEqual((await read()).seen, ["settled", 0, 0, 1000]);
    const told = await db.sql<{ kind: string }[]>`
      select kind from ops.events where member_id = ${level1.member_id} and kind like 'commission.%'
       order by happened_at, id`;
    assert.deepEqual(told.map(({ kind }) => kind), [
      "commission.pending",
      "commission.held",
      "commission.released",
      "commission.settled",
    ]);
  }));

Deno.test("C99 neither sharing nor opening moves a fen, and nothing is unlocked by it: money moves when goods are paid for", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku] = await mall.product([1000]) as [string];
    const friends = await mall.members(5);
    const { token } = await db.call<{ token: string }>(level1, "create_share", {
      page: "home",
      channel: "chat",
    });
    for (const friend of friends) await db.call(friend, "record_click", { share: token });
    const moved = async () => {
      const [row] = await db.sql<{ n: number }[]>`select count(*)::int as n from ledger.transfers`;
      return row!.n;
    };
    assert.equal(await moved(), 0);
    const shared = await mall.quote(friends[0]!, linesOf(sku));
    const unshared = await mall.quote(buyer, linesOf(sku));
    assert.deepEqual(shared.payable_fen, unshared.payable_fen);
    await mall.buy(buyer, linesOf(sku));
    assert.equal(await moved(), 1);
  }));
