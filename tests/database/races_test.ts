import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { outcomes } from "@/tests/support/outcomes.ts";

Deno.test("200 buyers at once for 50 units place 50 orders, and nobody is promised twice", () =>
  onMall(async (mall) => {
    const [sku] = await mall.product([1000], { stock: 50 }) as [string];
    const buyers = await mall.members(200);
    const { kept, codes } = await outcomes(
      buyers.map((buyer) => mall.placeAt(buyer, [{ sku_id: sku, quantity: 1 }], 1000)),
    );
    assert.equal(kept, 50);
    assert.deepEqual(codes, ["OUT_OF_STOCK"]);
    assert.equal(await mall.available(sku), 0);
  }));

Deno.test("quantity 3 over 50 units in 16 buckets makes 16 orders and leaves 2, without a deadlock", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000], { stock: 50 }) as [string];
    const [buckets] = await db.sql`
      select count(*)::int as n from catalog.stock where sku_id = ${sku}`;
    assert.equal(buckets!.n, 16);
    const buyers = await mall.members(60);
    const { kept, codes } = await outcomes(
      buyers.map((buyer) => mall.placeAt(buyer, [{ sku_id: sku, quantity: 3 }], 3000)),
    );
    assert.equal(kept, 16);
    assert.deepEqual(codes, ["OUT_OF_STOCK"]);
    assert.equal(await mall.available(sku), 2);
  }));

Deno.test("stock returns exactly while half the buyers cancel and others still buy", () =>
  onMall(async (mall, db) => {
    const skus = await mall.product([1000, 2000], { stock: 40 });
    const lines = skus.map((sku_id) => ({ sku_id, quantity: 2 }));
    const buyers = await mall.members(40);
    const journeys = buyers.map(async (buyer, n) => {
      const placed = await mall.placeAt(buyer, n % 3 ? lines : lines.toReversed(), 6000);
      if (n % 2) return;
      await db.call(buyer, "cancel_order", {
        order_id: placed.order_id,
        idempotency_key: newKey(),
      });
    });
    const { codes } = await outcomes(journeys);
    assert.ok(codes.every((code) => code === "OUT_OF_STOCK"), codes.join());
    const [open] = await db.sql`
      select count(*)::int as orders from trade.orders where status = 'pending_payment'`;
    for (const sku of skus) assert.equal(await mall.available(sku), 40 - 2 * open!.orders);
  }));

Deno.test("C36 one idempotency key on 20 connections makes one order; another body is a conflict", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const key = newKey();
    const place = (quantity: number) =>
      mall.placeAt(buyer, [{ sku_id: sku, quantity }], 1000 * quantity, key);
    const answers = await Promise.all(Array.from({ length: 20 }, () => place(1)));
    assert.equal(new Set(answers.map(({ order_id }) => order_id)).size, 1);
    const [orders] = await db.sql`select count(*)::int as n from trade.orders`;
    assert.equal(orders!.n, 1);
    assert.equal(await mall.available(sku), 999);
    await assert.rejects(() => place(2), { code: "PT409", message: "IDEMPOTENCY_CONFLICT" });
  }));

Deno.test("C44 one notification 20 times at once is applied once", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer } = await mall.chain();
    const [sku] = await mall.product([10_000]) as [string];
    const paid = await mall.startPaying(
      buyer,
      await mall.place(buyer, [{ sku_id: sku, quantity: 1 }]),
    );
    const notice_id = newKey();
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, () => mall.notify(paid, {}, notice_id)),
    );
    const results = verdicts.map(({ result }) => result).toSorted();
    assert.deepEqual(results, ["applied", ...Array(19).fill("duplicate")]);
    assert.equal((await mall.balances(level1)).pending_fen, 1000);
    assert.equal((await mall.balances(level2)).pending_fen, 500);
    const [payments] = await db.sql`
      select count(*)::int as n from ledger.transfers where kind = 'payment'`;
    assert.equal(payments!.n, 1);
  }));

Deno.test("C81 a payment racing the close of its order is either kept or refunded, never both", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000], { stock: 1000 }) as [string];
    const buyers = await mall.members(24);
    const paid = await Promise.all(
      buyers.map(async (buyer) =>
        await mall.startPaying(buyer, await mall.place(buyer, [{ sku_id: sku, quantity: 1 }]))
      ),
    );
    await Promise.all(paid.flatMap((one, n) => [
      mall.notify(one),
      db.call(buyers[n]!, "cancel_order", { order_id: one.order_id, idempotency_key: newKey() })
        .catch((error) => assert.equal(error.message, "ORDER_NOT_CANCELLABLE")),
    ]));
    const ends = await db.sql<{ status: string; refunds: number }[]>`
      select o.status, count(r.id)::int as refunds from trade.orders o
        left join pay.refunds r on r.shop_id = o.shop_id and r.order_id = o.id
       group by o.id, o.status`;
    assert.equal(ends.length, 24);
    for (const { status, refunds } of ends) {
      assert.deepEqual([status, refunds], status === "paid" ? ["paid", 0] : ["closed", 1]);
    }
  }));

Deno.test("C45 a payment after a timeout revives the order if everything can be reserved again, else it is refunded", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000], { stock: 2 }) as [string];
    const [one, two, three] = await mall.members(3);
    const lines = [{ sku_id: sku, quantity: 1 }];
    const first = await mall.startPaying(one!, await mall.place(one!, lines));
    const second = await mall.startPaying(two!, await mall.place(two!, lines));
    await db.clock.advance(1);
    await mall.closeExpired();
    assert.equal(await mall.available(sku), 2);
    await mall.place(three!, lines);

    const verdicts = await Promise.all([mall.notify(first), mall.notify(second)]);
    assert.deepEqual(verdicts.map(({ result }) => result), ["applied", "applied"]);
    const ends = await db.sql<{ status: string; cause: string | null }[]>`
      select o.status, r.cause from trade.orders o
        left join pay.refunds r on r.shop_id = o.shop_id and r.order_id = o.id
       where o.id in (${first.order_id}, ${second.order_id}) order by o.status`;
    assert.deepEqual([...ends], [
      { status: "closed", cause: "late_payment" },
      { status: "paid", cause: null },
    ]);
    assert.equal(await mall.available(sku), 0);
  }));
