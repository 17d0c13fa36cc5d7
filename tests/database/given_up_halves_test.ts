import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { bought, failed, half, statusOf, wechatSays } from "@/tests/support/refunds.ts";

for (const settled of [false, true]) {
  Deno.test(`a refund given up for good gives ${settled ? "settled" : "pending"} commission back by a new transfer`, () =>
    onMall(async (mall, db) => {
      const { level1, level2, buyer, paid } = await bought(mall);
      await mall.complete(buyer, paid.order_id);
      if (settled) {
        await db.clock.advance(16);
        await mall.settle();
      }
      const before = [await mall.balances(level1), await mall.balances(level2)];
      const row = await failed(mall, buyer, paid.order_id, "CLOSED", null);
      assert.deepEqual(row.actions, ["retry", "settle", "dismiss"]);
      assert.notDeepEqual(await mall.balances(level1), before[0]);
      await mall.decideWork(row, "dismiss");
      assert.deepEqual([await mall.balances(level1), await mall.balances(level2)], before);
      const { order, after_sale, refund } = await statusOf(mall);
      assert.deepEqual([order, after_sale, refund], ["completed", "rejected", "given_up"]);
      const kinds = await db.sql<{ kind: string }[]>`
        select kind from ledger.transfers where kind like 'commission_re%' order by id`;
      assert.equal(kinds.length, 4);
      await mall.settle();
      // The pieces are there again to be refunded, and that is exact.
      assert.equal(await mall.refund(buyer, paid.order_id, half), 10_000);
      assert.equal(await mall.refund(buyer, paid.order_id, null), 10_000);
      assert.equal((await statusOf(mall)).order, "refunded");
      await mall.settle();
      assert.equal((await mall.balances(level1)).available_fen, 0);
    }));
}

Deno.test("one of two refunds of a line is given up: its half of the commission comes back, the other's does not", () =>
  onMall(async (mall) => {
    const { level1, buyer, paid } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    const row = await failed(mall, buyer, paid.order_id, "CLOSED", half);
    await mall.approveRefund(await mall.askRefund(buyer, paid.order_id, null));
    await wechatSays(mall, "SUCCESS");
    await mall.decideWork(row, "dismiss");
    await mall.db.clock.advance(16);
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 1000);
  }));

Deno.test("what came back or never left cannot be given up: it is owed", () =>
  onMall(async (mall, db) => {
    const { buyer, paid } = await bought(mall);
    const never_sent = await failed(mall, buyer, paid.order_id, "CLOSED", half);
    assert.deepEqual(never_sent.actions, ["retry", "settle"]);
    await refuses("INVALID_REQUEST", mall.decideWork(never_sent, "dismiss"));
    await mall.complete(buyer, paid.order_id);
    const after_sale = await mall.askRefund(buyer, paid.order_id, null, "return_refund");
    await mall.approveRefund(after_sale);
    await db.call(mall.owner, "receive_return", {
      shop: mall.shop,
      after_sale_id: after_sale,
      reason: "完好",
      idempotency_key: newKey(),
    });
    await wechatSays(mall, "CLOSED");
    for (const row of await mall.work("refund_closed")) {
      assert.deepEqual(row.actions, ["retry", "settle"]);
    }
  }));

Deno.test("commission that staff took away, or whose earner was suspended meanwhile, does not come back free", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer, paid } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    const row = await failed(mall, buyer, paid.order_id, "CLOSED", half);
    const [second] = await db.sql`
      select id from ledger.commissions where distributor_id = ${level2.member_id}`;
    await db.call(mall.owner, "void_commission", {
      shop: mall.shop,
      commission_id: second!.id,
      reason: "作弊",
      idempotency_key: newKey(),
    });
    await db.call(mall.owner, "suspend_distributor", {
      shop: mall.shop,
      distributor_id: level1.member_id,
      reason: "核查",
      idempotency_key: newKey(),
    });
    await mall.decideWork(row, "dismiss");
    await db.clock.advance(16);
    await mall.settle();
    const held = await db.sql`
      select level, status, (commission_fen - reversed_fen)::int as fen from ledger.commissions order by level`;
    assert.deepEqual(held.map((one) => ({ ...one })), [
      { level: 1, status: "held", fen: 2000 },
      { level: 2, status: "void", fen: 0 },
    ]);
  }));

Deno.test("a distributor suspended while a refund has taken all commission finds it held when the refund is given up", () =>
  onMall(async (mall, db) => {
    const { level1, buyer, paid } = await bought(mall);
    await mall.complete(buyer, paid.order_id);
    const row = await failed(mall, buyer, paid.order_id, "CLOSED", null);
    await db.call(mall.owner, "suspend_distributor", {
      shop: mall.shop,
      distributor_id: level1.member_id,
      reason: "核查",
      idempotency_key: newKey(),
    });
    await mall.decideWork(row, "dismiss");
    await db.clock.advance(16);
    await mall.settle();
    const [mine] = await db.sql`
      select status from ledger.commissions where distributor_id = ${level1.member_id}`;
    assert.equal(mine!.status, "held");
  }));
