import assert from "node:assert/strict";
import { Funnel, Overview } from "@/contracts/insight.ts";
import { Mall, type Member } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses } from "@/tests/support/on_mall.ts";

const overview = async (mall: Mall, who = mall.owner) =>
  Overview.parse(await mall.db.call(who, "get_overview", { shop: mall.shop }));

const funnel = async (mall: Mall, days: number, by = "distributor") =>
  Funnel.parse(await mall.db.call(mall.owner, "get_funnel", { shop: mall.shop, days, by }));

async function share(mall: Mall, sharer: Member, product: string | null = null) {
  const { token } = await mall.db.call<{ token: string }>(sharer, "create_share", {
    page: product ? "product" : "home",
    channel: "chat",
    ...(product ? { product } : {}),
  });
  return token;
}

const open = (mall: Mall, who: Member, token: string) =>
  mall.db.call(who, "record_click", { share: token });

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

Deno.test("C112 the funnel: shared, opened, ordered, paid, kept, and refunds take from its last step", () =>
  onMall(async (mall, db) => {
    await db.clock.setNow("2026-11-30T04:00:00Z");
    const [sku] = await mall.product([10_000]) as [string];
    const [{ product_id }] = await db.sql<
      [{ product_id: string }]
    >`select product_id from catalog.skus`;
    const [first, second, plain, a, b, c] = await mall.members(6) as [
      Member,
      Member,
      Member,
      Member,
      Member,
      Member,
    ];
    await mall.promote(first);
    await mall.promote(second);
    const [home, page, hers] = [
      await share(mall, first),
      await share(mall, first, product_id),
      await share(mall, plain),
    ];
    await share(mall, second);
    for (const who of [a, b]) await open(mall, who, home);
    await open(mall, a, page);
    await open(mall, c, hers);
    const lines = [{ sku_id: sku, quantity: 2 }];
    const kept = await mall.buy(a, lines);
    await mall.refund(a, kept.order_id, [{ line_no: 1, quantity: 1 }]);
    await mall.refund(b, (await mall.buy(b, lines)).order_id);
    await mall.place(b, lines);
    await mall.buy(c, lines);
    await mall.buy(await mall.member(), lines); // came without a link

    const byDistributor = await funnel(mall, 1);
    const steps = (key: string | null, shown = byDistributor) => {
      const { label: _, key: __, ...rest } = shown.rows.find((row) => row.key === key)!;
      return rest;
    };
    assert.deepEqual(steps(first.member_id), {
      shares: 2,
      clicks: 3,
      orders: 3,
      paid: 2,
      kept: 1,
      paid_fen: 40_000,
      kept_fen: 10_000,
    });
    assert.deepEqual(steps(second.member_id), {
      shares: 1,
      clicks: 0,
      orders: 0,
      paid: 0,
      kept: 0,
      paid_fen: 0,
      kept_fen: 0,
    });
    assert.equal(steps(null).kept_fen, 20_000);
    assert.equal(byDistributor.total.kept_fen, 30_000);
    assert.equal(byDistributor.total.shares, 4);
    assert.deepEqual(byDistributor.rows.map(({ key }) => key), [
      null,
      first.member_id,
      second.member_id,
    ]);

    const byProduct = await funnel(mall, 30, "product");
    assert.deepEqual(byProduct.total, byDistributor.total);
    assert.equal(byProduct.rows.find(({ key }) => key === product_id)?.label, "明前龙井");
    assert.deepEqual(
      [steps(product_id, byProduct).orders, steps(product_id, byProduct).kept_fen],
      [1, 10_000],
    );
    await db.clock.setNow("2026-11-30T16:00:00Z"); // midnight in Shanghai
    const empty = await funnel(mall, 1);
    assert.deepEqual([empty.rows, empty.total.clicks], [[], 0]);
  }));

Deno.test("the funnel's days end today by the mall's clock, whatever the day is elsewhere", () =>
  onMall(async (mall, db) => {
    await db.clock.freeze("2026-11-30T15:59:59Z");
    const days = async (span: number) => {
      const { from_day, to_day } = await funnel(mall, span);
      return [from_day, to_day];
    };
    assert.deepEqual(await days(1), ["2026-11-30", "2026-11-30"]);
    assert.deepEqual(await days(7), ["2026-11-24", "2026-11-30"]);
    await db.clock.freeze("2026-11-30T16:00:00Z");
    assert.deepEqual(await days(1), ["2026-12-01", "2026-12-01"]);
    assert.deepEqual(await days(92), ["2026-09-01", "2026-12-01"]);
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
