import assert from "node:assert/strict";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { answer, available, review, rich } from "@/tests/support/withdrawals.ts";

Deno.test("C57 a clawback below zero holds what WeChat has not been asked for, and nobody can approve it", () =>
  onMall(async (mall, db) => {
    const { level1, buyer, order_id } = await rich(mall);
    const asked = await mall.withdraw(level1, 40_000);
    const sent = await mall.withdraw(level1, 30_000);
    await review(mall, mall.owner, sent.id);
    assert.equal(await answer(mall, sent.id, { state: "PROCESSING" }), "applied");
    await mall.refund(buyer, order_id);
    assert.equal(await available(mall, level1), -70_000);
    const states = await db.sql`select status from pay.withdrawals order by id`;
    assert.deepEqual(states.map(({ status }) => status), ["held", "processing"]);

    await refuses("BALANCE_NEGATIVE", review(mall, mall.owner, asked.id));
    await refuses("BALANCE_NEGATIVE", mall.withdraw(level1, 100));
    assert.equal((await review(mall, mall.owner, asked.id, false)).status, "rejected");
    assert.equal(await answer(mall, sent.id, { state: "FAIL", fail_reason: "X" }), "applied");
    assert.equal(await available(mall, level1), 0);
  }));

Deno.test("C57 a clawback that leaves nothing, but not less, holds no withdrawal", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    await mall.settings({ after_sale_days: 90, settle_days: 0 });
    const [sku_id] = await mall.product([100_000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 2 }]);
    await mall.complete(buyer, order_id);
    await mall.settle();
    await mall.withdraw(level1, 10_000);
    await mall.refund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    assert.equal(await available(mall, level1), 0);
    const [withdrawal] = await db.sql`select status from pay.withdrawals`;
    assert.equal(withdrawal!.status, "requested");
  }));
