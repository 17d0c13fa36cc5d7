import assert from "node:assert/strict";
import { onMall } from "@/tests/support/on_mall.ts";
import { evaluate, night, pathOf, saveTier, tierOf } from "@/tests/support/tiers.ts";

Deno.test("C8 a tier is reached by what one's customers paid for goods, less refunds", () =>
  onMall(async (mall) => {
    const { level1, buyer } = await mall.chain();
    await saveTier(mall, 2, { sales_fen: 10_000 });
    const [sku_id] = await mall.product([6_000]) as [string];
    const first = await mall.buy(buyer, [{ sku_id, quantity: 2 }]);
    await mall.refund(buyer, first.order_id, [{ line_no: 1, quantity: 1 }]);
    await night(mall);
    const { held, tiers } = await tierOf(mall, level1);
    assert.equal(held.tier, 1);
    assert.deepEqual(tiers[1]!.conditions, [{ kind: "sales_fen", have: 6_000, need: 10_000 }]);

    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await night(mall);
    assert.deepEqual(await pathOf(mall, level1), ["up 1>2"]);
    assert.deepEqual((await tierOf(mall, level1)).held, {
      tier: 2,
      name: "第2级",
      until: null,
      is_pinned: false,
      pinned_until: null,
    });
  }));

Deno.test("C8 all conditions, or any of them, over the period that the tier says", () =>
  onMall(async (mall) => {
    const { level1, buyer } = await mall.chain();
    const other = await mall.member();
    await mall.bind(other, level1);
    await saveTier(mall, 2, { needs: "any", orders: 3, buyers: 2, within_days: 10 });
    const [sku_id] = await mall.product([5_000]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.db.clock.advance(11);
    await mall.buy(other, [{ sku_id, quantity: 1 }]);
    await night(mall);
    assert.equal((await tierOf(mall, level1)).held.tier, 1);

    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await night(mall);
    assert.equal((await tierOf(mall, level1)).held.tier, 2);
    await saveTier(mall, 3, { needs: "all", orders: 3, buyers: 2, within_days: 10 });
    await night(mall);
    assert.equal((await tierOf(mall, level1)).held.tier, 2);
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await night(mall);
    assert.deepEqual(await pathOf(mall, level1), ["up 1>2", "up 2>3"]);
  }));

Deno.test("one goes up over several tiers at once", () =>
  onMall(async (mall) => {
    const { level1, buyer } = await mall.chain();
    for (const tier of [2, 3, 4]) await saveTier(mall, tier, { sales_fen: tier * 1_000 });
    const [sku_id] = await mall.product([3_500]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await night(mall);
    assert.deepEqual(await pathOf(mall, level1), ["up 1>3"]);
  }));

Deno.test("C97 C98 neither recruits nor what they sell raise a tier: only one's own customers do", () =>
  onMall(async (mall) => {
    const { level1, level2, buyer } = await mall.chain();
    for (const recruit of await mall.members(3)) await mall.promote(recruit, level2);
    await saveTier(mall, 2, { needs: "any", sales_fen: 1, orders: 1, buyers: 1 });
    const [sku_id] = await mall.product([5_000]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await night(mall);
    const { held, tiers } = await tierOf(mall, level2);
    assert.equal(held.tier, 1);
    assert.deepEqual(tiers[1]!.conditions.map(({ have }) => have), [0, 0, 0]);
    assert.equal((await tierOf(mall, level1)).held.tier, 2);
  }));

Deno.test("a tier is evaluated within the tick after a settlement, without waiting for the night", () =>
  onMall(async (mall) => {
    await mall.settings({ settle_days: 0 });
    const { level1, buyer } = await mall.chain();
    await saveTier(mall, 2, { sales_fen: 5_000 });
    const [sku_id] = await mall.product([5_000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.complete(buyer, order_id);
    await evaluate(mall);
    while (await evaluate(mall)) { /* until nobody is due */ }
    await mall.db.sql`update referral.distributors set tier = 1`;
    assert.equal(await evaluate(mall), 0);
    await mall.settle();
    let evaluated = 0; // an event is folded once no older transaction is left anywhere
    while (evaluated < 2) evaluated += await evaluate(mall);
    assert.equal(evaluated, 2, "both levels settled");
    assert.equal((await tierOf(mall, level1)).held.tier, 2);
  }));

Deno.test("C58 a refund lowers the progress at once, and moves nobody before his period ends", () =>
  onMall(async (mall) => {
    const { level1, buyer } = await mall.chain();
    await saveTier(mall, 2, { orders: 1, valid_days: 30 });
    const [sku_id] = await mall.product([5_000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 2 }]);
    await night(mall);
    await mall.refund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    assert.equal((await tierOf(mall, level1)).is_kept, true, "something of the order is kept");
    await mall.refund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    await night(mall);
    const { held, is_kept, keeping } = await tierOf(mall, level1);
    assert.deepEqual([held.tier, is_kept], [2, false]);
    assert.deepEqual(keeping, [{ kind: "orders", have: 0, need: 1 }]);
    await night(mall, 30);
    assert.deepEqual(await pathOf(mall, level1), ["up 1>2", "down 2>1"]);
  }));
