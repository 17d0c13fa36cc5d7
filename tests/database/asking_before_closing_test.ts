import assert from "node:assert/strict";
import { minutes, onMall, seconds } from "@/tests/support/on_mall.ts";
import { claimExpired, orderOf, recordClosed } from "@/tests/support/order_closing.ts";

Deno.test("C46 an order somebody tried to pay is asked about before it closes, with a back-off", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze();
    const [sku] = await mall.product([1000], { stock: 3 }) as [string];
    const buyer = await mall.member();
    const paying = await mall.startPaying(
      buyer,
      await mall.place(buyer, [{ sku_id: sku, quantity: 3 }]),
    );
    await db.clock.advance(minutes(31));
    const workers = await Promise.all([1, 2, 3].map(() => claimExpired(db)));
    const [question, ...others] = workers.flatMap(({ ask }) => ask);
    assert.deepEqual([question?.attempt_id, question?.close, others], [
      paying.attempt_id,
      true,
      [],
    ]);
    assert.deepEqual(await claimExpired(db), { closed: 0, ask: [], more: false });
    await db.clock.advance(seconds(6));
    assert.equal((await claimExpired(db)).ask.length, 1);
    await db.clock.advance(seconds(6));
    assert.equal((await claimExpired(db)).ask.length, 0);
    assert.equal(await mall.available(sku), 0);

    assert.equal((await recordClosed(mall, paying.attempt_id)).result, "applied");
    assert.deepEqual(await orderOf(db, paying.order_id), ["closed", "timeout"]);
    assert.equal(await mall.available(sku), 3);
  }));

Deno.test("C45 without an answer the grace ends: the order closes, and its late payment revives it", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000], { stock: 3 }) as [string];
    const buyer = await mall.member();
    const paying = await mall.startPaying(
      buyer,
      await mall.place(buyer, [{ sku_id: sku, quantity: 3 }]),
    );
    await db.clock.advance(minutes(30 + 119));
    assert.equal((await claimExpired(db)).closed, 0);
    await db.clock.advance(minutes(2));
    assert.deepEqual(await claimExpired(db), { closed: 1, ask: [], more: false });
    assert.equal(await mall.available(sku), 3);
    const [row] = await db.sql`select kind from ops.outbox`;
    assert.equal(row?.kind, "close_payment");
    await mall.notify(paying);
    assert.deepEqual(await orderOf(db, paying.order_id), ["paid", null]);
    assert.equal(await mall.available(sku), 0);
  }));
