import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import { newKey } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses } from "@/tests/support/on_mall.ts";
import { cancel, claimExpired, orderOf, recordClosed } from "@/tests/support/order_closing.ts";

const buckets = async (db: TestDatabase) => [
  ...await db.sql`select sku_id, bucket, available from catalog.stock order by 1, 2`,
];

Deno.test("C42 the buyer's cancel closes at once, fills every bucket again and tells WeChat through the outbox", () =>
  onMall(async (mall, db) => {
    const skus = await mall.product([1000, 2000], { stock: 20 }) as [string, string];
    const buyer = await mall.member();
    const before = await buckets(db);
    const lines = [{ sku_id: skus[0], quantity: 15 }, { sku_id: skus[1], quantity: 2 }];
    const paying = await mall.startPaying(buyer, await mall.place(buyer, lines));
    assert.notDeepEqual(await buckets(db), before);
    const key = newKey();
    const answer = await cancel(mall, buyer, paying.order_id, key);
    assert.deepEqual([answer.status, answer.close_reason], ["closed", "buyer"]);
    assert.deepEqual(await cancel(mall, buyer, paying.order_id, key), answer);
    await refuses("ORDER_NOT_CANCELLABLE", cancel(mall, buyer, paying.order_id));
    assert.deepEqual(await buckets(db), before);
    assert.deepEqual([
      ...await db.sql`
        select o.kind, o.body, a.status from ops.outbox o join pay.attempts a on a.order_id = o.subject_id`,
    ], [{
      kind: "close_payment",
      body: {
        attempt_id: paying.attempt_id,
        mchid: "1900000001",
        out_trade_no: paying.transaction["out_trade_no"],
      },
      status: "closing",
    }]);
    assert.equal((await recordClosed(mall, paying.attempt_id)).result, "applied");
    assert.equal((await recordClosed(mall, paying.attempt_id)).result, "duplicate");
  }));

Deno.test("C50 time closes what nobody tried to pay, not a minute early, and once under three workers", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000], { stock: 30 }) as [string];
    for (const buyer of await mall.members(10)) {
      await mall.place(buyer, [{ sku_id: sku, quantity: 1 }]);
    }
    await db.clock.advance(minutes(29));
    assert.deepEqual(await claimExpired(db), { closed: 0, ask: [], more: false });
    await db.clock.advance(minutes(2));
    const workers = await Promise.all([1, 2, 3].map(() => claimExpired(db)));
    assert.equal(workers.reduce((sum, { closed }) => sum + closed, 0), 10);
    assert.equal(await mall.available(sku), 30);
    const orders = await db.sql`select distinct status, close_reason from trade.orders`;
    assert.deepEqual([...orders], [{ status: "closed", close_reason: "timeout" }]);
  }));

Deno.test("the shop closes an unpaid order with a reason, if the role may", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000], { stock: 3 }) as [string];
    const placed = await mall.place(await mall.member(), [{ sku_id: sku, quantity: 3 }]);
    const close = (who: typeof mall.owner, reason: string) =>
      mall.command<{ status: string; contact: unknown }>("staff_close_order", {
        order_id: placed.order_id,
        reason,
      }, who);
    await refuses("FORBIDDEN", close(await mall.staff("finance"), "缺货"));
    await assert.rejects(close(mall.owner, " "));
    const closed = await close(await mall.staff("support"), "缺货");
    assert.deepEqual([closed.status, closed.contact], ["closed", null]);
    assert.deepEqual(await orderOf(db, placed.order_id), ["closed", "shop"]);
    assert.equal(await mall.available(sku), 3);
    const [audit] = await db
      .sql`select reason from ops.audit_log where command = 'staff_close_order'`;
    assert.equal(audit!.reason, "缺货");
    await refuses("ORDER_NOT_CANCELLABLE", close(mall.owner, "再关一次"));
  }));

Deno.test("another member cannot cancel my order", () =>
  onMall(async (mall) => {
    const [sku] = await mall.product([1000]) as [string];
    const placed = await mall.place(await mall.member(), [{ sku_id: sku, quantity: 1 }]);
    await refuses("ORDER_NOT_FOUND", cancel(mall, await mall.member(), placed.order_id));
  }));
