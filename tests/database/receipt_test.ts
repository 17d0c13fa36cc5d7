import assert from "node:assert/strict";
import { type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { buyTwoLines, ship, statusOf } from "@/tests/support/shipping.ts";
import { jobs } from "@/tests/support/database.ts";

Deno.test("C67 receipt starts the clock of settlement: once, by the buyer, only for shipped goods", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const paid = await buyTwoLines(mall, buyer);
    const key = newKey();
    const confirm = (who: Member) =>
      db.call<{ status: string }>(who, "confirm_receipt", {
        order_id: paid.order_id,
        idempotency_key: key,
      });
    await refuses("ORDER_NOT_RECEIVABLE", confirm(buyer));
    await ship(mall, paid.order_id, null);
    await refuses("ORDER_NOT_FOUND", confirm(await mall.member()));
    await mall.settings({ settle_days: 3 });
    const done = await confirm(buyer);
    assert.equal(done.status, "completed");
    assert.deepEqual(await confirm(buyer), done);
    const rows = await db.sql`
      select distinct c.settle_at = o.completed_at + interval '15 days' as on_date
        from ledger.commissions c join trade.orders o on o.id = c.order_id`;
    assert.deepEqual([...rows], [{ on_date: true }]);
  }));

Deno.test("C51 after ten days an order counts as received, but not while an after-sale is open", () =>
  onMall(async (mall, db) => {
    const [one, two] = [await mall.member(), await mall.member()];
    const [first, second] = [await buyTwoLines(mall, one), await buyTwoLines(mall, two)];
    await ship(mall, first.order_id, [{ line_no: 1, quantity: 2 }]);
    await ship(mall, second.order_id, null);
    await db.clock.advance(5);
    await ship(mall, first.order_id, null); // the last parcel counts
    const after_sale = await mall.askRefund(
      two,
      second.order_id,
      [{ line_no: 1, quantity: 1 }],
      "return_refund",
    );
    const receive = () => db.call<{ received: number }>(jobs, "auto_receive", {});
    await db.clock.advance(6);
    assert.deepEqual(await receive(), { received: 0, more: false });
    await db.clock.advance(4);
    const runs = await Promise.all([receive(), receive(), receive()]);
    assert.equal(runs.reduce((sum, { received }) => sum + received, 0), 1);
    assert.equal(await statusOf(db, first.order_id), "completed");
    assert.equal(await statusOf(db, second.order_id), "shipped");
    await db.call(two, "cancel_after_sale", { after_sale_id: after_sale });
    assert.deepEqual(await receive(), { received: 1, more: false });
  }));
