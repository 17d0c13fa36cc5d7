import assert from "node:assert/strict";
import { jobs } from "@/tests/support/database.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { night, pathOf, pin, saveTier, tierOf } from "@/tests/support/tiers.ts";

Deno.test("C34 ten evaluations at once make one change and one row of history", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    for (const tier of [2, 3]) await saveTier(mall, tier, { orders: tier - 1 });
    const [sku_id] = await mall.product([5_000]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await db.clock.advance(1);
    const one = () =>
      db.sql`select private.evaluate_tier(${mall.shop_id}, ${level1.member_id})`.then(() => 1);
    const tick = () => db.call(jobs, "evaluate_tiers");
    await Promise.all(Array.from({ length: 10 }, (_, n) => n % 2 ? one() : tick()));
    assert.deepEqual(await pathOf(mall, level1), ["up 1>3"]);
    const told = await db.sql`select from ops.events where kind = 'tier.changed'`;
    assert.equal(told.length, 1);
  }));

Deno.test("C34 a period that ends while a payment comes in: kept, up or one down, never two", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    for (const tier of [2, 3, 4]) {
      await saveTier(mall, tier, { orders: tier - 1, within_days: 5, valid_days: 10 });
    }
    const [sku_id] = await mall.product([5_000]) as [string];
    for (let n = 0; n < 2; n++) await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await night(mall);
    await db.clock.advance(11);
    const paid = [];
    for (let n = 0; n < 3; n++) {
      paid.push(await mall.startPaying(buyer, await mall.place(buyer, [{ sku_id, quantity: 1 }])));
    }
    await Promise.all([
      ...paid.map((one) => mall.notify(one)),
      ...Array.from({ length: 6 }, () => db.call(jobs, "evaluate_tiers")),
    ]);
    const path = await pathOf(mall, level1);
    assert.equal(path.filter((step) => step.startsWith("down")).length <= 1, true);
    await night(mall);
    assert.equal((await tierOf(mall, level1)).held.tier, 4, "what was paid counts in the end");
  }));

Deno.test("a tier that is removed while somebody rises to it: one of both", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.chain();
    for (let round = 1; round <= 5; round++) {
      await saveTier(mall, 2, { orders: round });
      const [removed, pinned] = await Promise.allSettled([
        mall.command("remove_tier", { tier: 2, reason: "不用了" }),
        pin(mall, level1),
      ]);
      assert.notEqual(removed.status, pinned.status);
      assert.equal(
        (await tierOf(mall, level1)).held.tier,
        pinned.status === "fulfilled" ? 2 : 1,
      );
      if (pinned.status === "rejected") continue;
      await pin(mall, level1, { tier: 1 });
      await mall.command("remove_tier", { tier: 2, reason: "不用了" });
    }
    const [left] = await db.sql`select count(*)::int as count from referral.tiers`;
    assert.equal(left!.count, 1);
  }));

Deno.test("C33 C34 an order placed while a tier changes keeps the tier it was placed under", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    await mall.settings({ max_unpaid_orders: 100 });
    await saveTier(mall, 2, { orders: 1 });
    const [sku_id] = await mall.product([5_000]) as [string];
    await Promise.all(Array.from({ length: 12 }, async (_, n) => {
      if (n === 6) return await pin(mall, level1);
      await mall.place(buyer, [{ sku_id, quantity: 1 }]);
    }));
    await mall.place(buyer, [{ sku_id, quantity: 1 }]);
    const orders = await db.sql<{ level1_tier: number; placed_at: Date }[]>`
      select level1_tier from trade.orders order by id`;
    assert.equal(orders.at(-1)!.level1_tier, 2);
    assert.deepEqual([...new Set(orders.map(({ level1_tier }) => level1_tier))].length <= 2, true);
    await pin(mall, level1, { tier: 1 });
    const after = await db.sql`select level1_tier from trade.orders order by id`;
    assert.deepEqual(after.map((row) => row.level1_tier), orders.map((row) => row.level1_tier));
  }));
