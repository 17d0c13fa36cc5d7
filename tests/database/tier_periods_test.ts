import assert from "node:assert/strict";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { evaluate, night, pathOf, pin, saveTier, tierOf, unpin } from "@/tests/support/tiers.ts";

Deno.test("at the end of its period a tier is kept by a share of its conditions, or one is lost", () =>
  onMall(async (mall) => {
    const { level1, buyer } = await mall.chain();
    await saveTier(mall, 2, { sales_fen: 2_000, within_days: 20, valid_days: 30 });
    await saveTier(mall, 3, { sales_fen: 9_001, within_days: 20, valid_days: 30, keep_bps: 5_000 });
    const [sku_id] = await mall.product([9_001]) as [string];
    const [part] = await mall.product([4_501]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await night(mall);
    await mall.db.clock.advance(25);
    await mall.buy(buyer, [{ sku_id: part, quantity: 1 }]);
    await night(mall, 6);
    const { keeping } = await tierOf(mall, level1);
    assert.deepEqual(keeping, [{ kind: "sales_fen", have: 4_501, need: 4_501 }]);
    await night(mall, 31);
    await night(mall);
    assert.deepEqual(await pathOf(mall, level1), ["up 1>3", "kept 3>3", "down 3>2"]);
    await night(mall, 31);
    await night(mall, 31);
    assert.deepEqual((await pathOf(mall, level1)).slice(3), ["down 2>1"]);
    assert.equal((await tierOf(mall, level1)).held.until, null);
  }));

Deno.test("a pinned tier stays where staff put it until the pin ends; then the figures decide", () =>
  onMall(async (mall) => {
    const { level1, buyer } = await mall.chain();
    for (const tier of [2, 3]) await saveTier(mall, tier, { sales_fen: tier, valid_days: 30 });
    await refuses("INVALID_REQUEST", pin(mall, level1, { until: "2020-01-01T00:00:00Z" }));
    await refuses("TIER_NOT_FOUND", pin(mall, level1, { tier: 4 }));
    await refuses("TIER_NOT_PINNED", unpin(mall, level1));
    await pin(mall, level1, { tier: 3 });
    await night(mall, 90);
    const { held } = await tierOf(mall, level1);
    assert.deepEqual([held.tier, held.is_pinned, held.pinned_until], [3, true, null]);
    await unpin(mall, level1);
    assert.deepEqual(await pathOf(mall, level1), ["pinned 1>3", "unpinned 3>3", "down 3>2"]);

    const until = new Date(Date.now() + 95 * 86_400_000).toISOString();
    await pin(mall, level1, { tier: 1, until });
    const [sku_id] = await mall.product([5_000]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await night(mall);
    assert.equal((await tierOf(mall, level1)).held.tier, 1, "pinned low as well");
    await night(mall, 6);
    assert.deepEqual((await pathOf(mall, level1)).slice(3), [
      "pinned 2>1",
      "unpinned 1>1",
      "up 1>3",
    ]);
  }));

Deno.test("who is suspended is not moved; back again, he is", () =>
  onMall(async (mall) => {
    const { level1, buyer } = await mall.chain();
    await saveTier(mall, 2, { orders: 1 });
    const [sku_id] = await mall.product([5_000]) as [string];
    await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    const distributor_id = level1.member_id;
    await mall.command("suspend_distributor", { distributor_id, reason: "查一查" });
    await night(mall);
    assert.deepEqual(await pathOf(mall, level1), []);
    await mall.command("restore_distributor", { distributor_id, reason: "没事" });
    await evaluate(mall);
    assert.deepEqual(await pathOf(mall, level1), ["up 1>2"]);
  }));
