import assert from "node:assert/strict";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import { completed, stateOf, sweep } from "@/tests/support/after_sale_ends.ts";
import { jobs } from "@/tests/support/database.ts";
import { linesOf } from "@/tests/support/mall.ts";

Deno.test("the end of an after-sale and its cancelling in one moment: one of them wins, the money follows, many times at once", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000], { stock: 100 }) as [string];
    const asked = await Promise.all(
      (await mall.members(10)).map(async (buyer) => {
        const { order_id } = await mall.buy(buyer, linesOf(sku, 2));
        return { buyer, id: await mall.askRefund(buyer, order_id, null) };
      }),
    );
    await db.clock.advance(6);
    await Promise.all([
      ...[1, 2, 3].map(() => sweep(mall)),
      ...asked.map(({ buyer, id }) =>
        db.call(buyer, "cancel_after_sale", { after_sale_id: id }).catch((error) =>
          assert.equal(error.message, "AFTER_SALE_STATE")
        )
      ),
    ]);
    await sweep(mall);
    const [sum] = await db.sql`
      select count(*) filter (where s.status = 'refunding')::int as refunding,
             count(*) filter (where s.status = 'cancelled')::int as cancelled, count(r.id)::int as refunds
        from trade.after_sales s left join pay.refunds r on r.after_sale_id = s.id`;
    assert.equal(sum!.refunding + sum!.cancelled, 10);
    assert.equal(sum!.refunds, sum!.refunding);
    assert.equal(await mall.available(sku), 80 + 2 * sum!.refunding);
  }));

Deno.test("an after-sale that cannot be ended holds up no other, and stands on the work list", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id } = await completed(mall);
    const other = await mall.buy(buyer, linesOf((await mall.product([500]))[0]!));
    const first = await mall.askRefund(buyer, order_id, null);
    const second = await mall.askRefund(buyer, other.order_id, null);
    await db.sql.unsafe(`
      create function poisoned() returns trigger language plpgsql as $$ begin raise exception 'poisoned'; end $$;
      create trigger a_poisoned before insert on pay.refunds
        for each row when (new.after_sale_id = '${first}') execute function poisoned();`);
    await db.clock.advance(6);
    assert.deepEqual(await db.call(jobs, "end_after_sales"), {
      ended: 0,
      more: true,
      stuck: [first],
    });
    assert.equal(await sweep(mall), 1);
    assert.deepEqual(await stateOf(mall, second), ["refunding", "refund_only"]);
    const [row] = await db
      .sql`select subject_id, status from ops.work where kind = 'stuck_after_sale'`;
    assert.deepEqual(row, { subject_id: first, status: "open" });
    await db.sql`drop trigger a_poisoned on pay.refunds`;
    await db.clock.advance(1);
    assert.equal(await sweep(mall), 1);
    const [ended] = await db.sql`select status from ops.work where kind = 'stuck_after_sale'`;
    assert.equal(ended!.status, "done");
  }));

Deno.test("an after-sale that was set aside and that staff then decide is due no more: its row of the work list ends", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id } = await completed(mall);
    const id = await mall.askRefund(buyer, order_id, null, "return_refund");
    await db.sql.unsafe(`
      create function poisoned() returns trigger language plpgsql as $$ begin raise exception 'poisoned'; end $$;
      create trigger a_poisoned before update on trade.after_sales
        for each row when (old.id = '${id}' and new.status <> old.status)
          execute function poisoned();`);
    await db.clock.advance(6);
    assert.equal(await sweep(mall), 0);
    assert.equal((await mall.work("stuck_after_sale")).length, 1);
    await db.sql`drop trigger a_poisoned on trade.after_sales`;
    await mall.approveRefund(id);
    assert.deepEqual(await stateOf(mall, id), ["returning", "return_refund"]);
    await db.clock.advance(minutes(6));
    assert.equal(await sweep(mall), 0);
    assert.deepEqual(await mall.work("stuck_after_sale"), []);
  }));
