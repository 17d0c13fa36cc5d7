import assert from "node:assert/strict";
import { Overview } from "@/contracts/insight.ts";
import { Mall } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses } from "@/tests/support/on_mall.ts";
import { funnel } from "@/tests/support/insight.ts";

const overview = async (mall: Mall, who = mall.owner) =>
  Overview.parse(await mall.db.call(who, "get_overview", { shop: mall.shop }));

const none = {
  clicks: 0,
  buyers: 0,
  orders: 0,
  paid_orders: 0,
  paid_fen: 0,
  refunded_fen: 0,
  commission_pending_fen: 0,
  commission_settled_fen: 0,
};

Deno.test("C113 today stands against yesterday at the same hour, days turning at midnight in Shanghai", () =>
  onMall(async (mall, db) => {
    await db.clock.setNow("2026-11-30T15:50:00Z"); // 23:50 in Shanghai
    const [sku] = await mall.product([10_000]) as [string];
    const { buyer } = await mall.chain();
    const late = await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    const { today } = await overview(mall);
    const commission = today.commission_pending_fen;
    assert.ok(commission > 0);
    assert.deepEqual(today, {
      ...none,
      clicks: 1,
      buyers: 1,
      orders: 1,
      paid_orders: 1,
      paid_fen: 10_000,
      commission_pending_fen: commission,
    });

    await db.clock.setNow("2026-11-30T16:05:00Z"); // 00:05 on 1 December
    const turned = await overview(mall);
    assert.deepEqual(turned.today, none);
    assert.deepEqual(turned.yesterday, none);
    const again = await mall.buy(buyer, [{ sku_id: sku, quantity: 2 }]);
    await mall.place(buyer, [{ sku_id: sku, quantity: 1 }]);
    const now = (await overview(mall)).today;
    assert.deepEqual([now.orders, now.paid_orders, now.buyers, now.paid_fen], [2, 1, 1, 20_000]);

    await db.clock.setNow("2026-12-01T15:55:00Z");
    const evening = await overview(mall);
    assert.equal(evening.yesterday.paid_fen, 10_000);
    await mall.refund(buyer, late.order_id);
    await mall.complete(buyer, again.order_id);
    assert.equal((await overview(mall)).today.refunded_fen, 10_000);
    await db.clock.advance(16);
    await mall.settle();
    assert.equal((await overview(mall)).today.commission_settled_fen, commission * 2);
  }));

Deno.test("an order paid after midnight counts on the day it was paid", () =>
  onMall(async (mall, db) => {
    await db.clock.setNow("2026-11-30T15:50:00Z");
    const [sku] = await mall.product([10_000]) as [string];
    const buyer = await mall.member();
    const paying = await mall.startPaying(
      buyer,
      await mall.place(buyer, [{ sku_id: sku, quantity: 1 }]),
    );
    await db.clock.advance(minutes(15));
    await mall.notify(paying);
    const { today } = await overview(mall);
    assert.deepEqual([today.orders, today.paid_orders, today.paid_fen], [0, 1, 10_000]);
  }));

Deno.test("figures are for staff of the shop, over at most 92 days", () =>
  onMall(async (mall, db) => {
    await overview(mall, await mall.staff("viewer"));
    const other = await Mall.open(db, "other");
    await refuses("SHOP_NOT_FOUND", overview(mall, other.owner));
    await refuses("SHOP_NOT_FOUND", overview(mall, await mall.member()));
    await refuses("INVALID_REQUEST", funnel(mall, 93));
    await refuses("INVALID_REQUEST", funnel(mall, 0));
    await refuses("INVALID_REQUEST", funnel(mall, 1, "hour"));
  }));
