import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { waiters } from "../support/waiting.ts";
import { earned, one, review } from "@/tests/support/returns.ts";

for (const ending of ["cancel", "reject"] as const) {
  Deno.test(`C57 a refund that meets the ${ending} of a withdrawal does not deadlock with it`, () =>
    onMall(async (mall, db) => {
      const { level1, buyer, paid } = await earned(mall);
      const { id } = await mall.withdraw(level1, 9000);
      const after_sale = await mall.askRefund(buyer, paid.order_id, null);

      const running: Promise<unknown>[] = [];
      await db.sql.begin(async (sql) => {
        await sql`select from ledger.balances where account_id = private.account_of(shop_id, 'commission_available', ${level1.member_id}) for update`;
        running.push(mall.approveRefund(after_sale));
        await waiters(db, 1);
        running.push(
          ending === "cancel"
            ? db.call(level1, "cancel_withdrawal", { withdrawal_id: id })
            : review(mall, id, false),
        );
        await waiters(db, 2);
      });
      await Promise.all(running);
      assert.equal((await mall.balances(level1)).available_fen, 0);
    }));
}

Deno.test("a return whose goods never come is ended by staff, and commission goes on", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku] = await mall.product([10_000]) as [string];
    const paid = await mall.buy(buyer, one(sku));
    await mall.complete(buyer, paid.order_id);
    const id = await mall.askRefund(buyer, paid.order_id, null, "return_refund");
    await mall.approveRefund(id);
    await db.clock.advance(60);
    await mall.settle();
    assert.equal((await mall.balances(level1)).held_fen, 1000);

    const ended = await db.call<{ status: string }>(mall.owner, "review_after_sale", {
      shop: mall.shop,
      after_sale_id: id,
      approve: false,
      reason: "一直没有寄回",
      idempotency_key: newKey(),
    });
    assert.equal(ended.status, "rejected");
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 1000);
  }));
