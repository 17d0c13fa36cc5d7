import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses, seconds } from "@/tests/support/on_mall.ts";

interface Question {
  attempt_id: string;
  order_id: string;
  out_trade_no: string;
  close: boolean;
}

const jobs = { role: "mall_jobs" };

const claimExpired = (db: TestDatabase, batch = 50) =>
  db.call<{ closed: number; ask: Question[] }>(jobs, "claim_expired_orders", { batch });

const cancel = (mall: Mall, who: Member, order_id: string, key = newKey()) =>
  mall.db.call<{ status: string; close_reason: string }>(who, "cancel_order", {
    order_id,
    idempotency_key: key,
  });

const recordClosed = (mall: Mall, attempt_id: string) =>
  mall.db.call<{ result: string }>(jobs, "record_payment_closed", {
    shop_id: mall.shop_id,
    attempt_id,
  });

async function orderOf(db: TestDatabase, id: string) {
  const [row] = await db.sql<{ status: string; close_reason: string | null }[]>`
    select status, close_reason from trade.orders where id = ${id}`;
  return [row!.status, row!.close_reason];
}

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
