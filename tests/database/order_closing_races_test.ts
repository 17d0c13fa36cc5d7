import assert from "node:assert/strict";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import { cancel, claimExpired, orderOf, recordClosed } from "@/tests/support/order_closing.ts";

Deno.test("C44 a payment after the buyer's cancel goes back whole; its number cannot then be closed", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000], { stock: 5 }) as [string];
    const buyer = await mall.member();
    const paying = await mall.startPaying(
      buyer,
      await mall.place(buyer, [{ sku_id: sku, quantity: 5 }]),
    );
    await cancel(mall, buyer, paying.order_id);
    assert.equal((await mall.notify(paying)).result, "applied");
    assert.deepEqual(await orderOf(db, paying.order_id), ["closed", "buyer"]);
    assert.equal((await recordClosed(mall, paying.attempt_id)).result, "duplicate");
    const [refund] = await db.sql`select cause, payable_fen::int from pay.refunds`;
    assert.deepEqual(refund, { cause: "late_payment", payable_fen: 5000 });
    assert.equal(await mall.available(sku), 5);
  }));

Deno.test("cancelling and paying at once: one of them wins, and the money follows", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000], { stock: 40 }) as [string];
    const buyers = await mall.members(20);
    const paying = await Promise.all(
      buyers.map(async (buyer) =>
        await mall.startPaying(buyer, await mall.place(buyer, [{ sku_id: sku, quantity: 2 }]))
      ),
    );
    await Promise.all(paying.flatMap((one, n) => [
      cancel(mall, buyers[n]!, one.order_id).catch((error) =>
        assert.equal(error.message, "ORDER_NOT_CANCELLABLE")
      ),
      mall.notify(one),
    ]));
    const [sum] = await db.sql`
      select count(*) filter (where o.status = 'paid')::int as paid, count(*) filter (where o.status = 'closed')::int as closed,
             count(*) filter (where o.status = 'closed' and r.id is not null)::int as returned
        from trade.orders o left join pay.refunds r on r.order_id = o.id`;
    assert.equal(sum!.paid + sum!.closed, 20);
    assert.equal(sum!.returned, sum!.closed);
    assert.equal(await mall.available(sku), 40 - 2 * sum!.paid);
  }));

Deno.test("many orders close together while others take the same goods, without a deadlock, and stock adds up", () =>
  onMall(async (mall, db) => {
    const skus = await mall.product([1000, 2000, 3000], { stock: 60 });
    const lines = skus.map((sku_id) => ({ sku_id, quantity: 3 }));
    for (const [n, buyer] of (await mall.members(12)).entries()) {
      await mall.place(buyer, n % 2 ? lines : lines.toReversed());
    }
    const buyers = await mall.members(12);
    await db.clock.advance(minutes(31));
    const work = [
      ...[1, 2, 3].map(() => claimExpired(db, 4)),
      ...buyers.map((buyer, n) => mall.placeAt(buyer, n % 2 ? lines : lines.toReversed(), 18_000)),
    ];
    const failures = (await Promise.allSettled(work)).filter(({ status }) => status === "rejected");
    for (const { reason } of failures as PromiseRejectedResult[]) {
      assert.equal(reason.message, "OUT_OF_STOCK");
    }
    const [open] = await db
      .sql`select count(*)::int as n from trade.orders where status = 'pending_payment'`;
    for (const sku of skus) assert.equal(await mall.available(sku), 60 - 3 * open!.n);
  }));
