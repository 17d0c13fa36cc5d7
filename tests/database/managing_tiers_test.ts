import assert from "node:assert/strict";
import { StaffDistributorPage } from "@/contracts/staff/distributors.ts";
import { Tiers } from "@/contracts/staff/tiers.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { pin, saveTier } from "@/tests/support/tiers.ts";

Deno.test("a shop begins with one tier; staff add, change and remove the highest", () =>
  onMall(async (mall, db) => {
    const list = async () =>
      Tiers.parse(await db.call(mall.owner, "list_tiers", { shop: mall.shop })).items;
    assert.deepEqual((await list()).map(({ tier, name }) => [tier, name]), [[1, "推广员"]]);
    await refuses("TIER_NOT_FOUND", saveTier(mall, 3, { orders: 1 }));
    await saveTier(mall, 2, { name: "银藤", orders: 1 });
    await refuses("TIER_CHANGED", saveTier(mall, 2, { name: "金藤", orders: 2 }));
    await refuses("TIER_CHANGED", saveTier(mall, 2, { name: "金藤", orders: 2, version: 7 }));
    await saveTier(mall, 2, { name: "金藤", orders: 2, version: 1 });
    await saveTier(mall, 1, { name: "青藤", version: 1 });
    assert.deepEqual((await list()).map(({ name, version }) => [name, version]), [
      ["青藤", 2],
      ["金藤", 2],
    ]);

    await refuses("TIER_IN_USE", mall.command("remove_tier", { tier: 1, reason: "不用了" }));
    const distributor = await mall.member();
    await mall.promote(distributor);
    await pin(mall, distributor, { tier: 2 });
    assert.deepEqual(
      (await list()).map(({ distributor_count, pinned_count }) => [
        distributor_count,
        pinned_count,
      ]),
      [[0, 0], [1, 1]],
    );
    await refuses("TIER_IN_USE", mall.command("remove_tier", { tier: 2, reason: "不用了" }));
    await pin(mall, distributor, { tier: 1 });
    await mall.command("remove_tier", { tier: 2, reason: "不用了" });
    assert.equal((await list()).length, 1);
  }));

Deno.test("C8 tiers grow: a higher one is not easier in any way that the lower one counts", () =>
  onMall(async (mall) => {
    await saveTier(mall, 2, { sales_fen: 5_000, orders: 3, within_days: 90 });
    const easier = [
      { sales_fen: 4_999, orders: 3, within_days: 90 },
      { sales_fen: 5_000, orders: 3, within_days: 90 },
      { sales_fen: 9_000, orders: 9, within_days: 91 },
      { sales_fen: 9_000, orders: 9 },
      { sales_fen: 9_000, within_days: 90 },
      { needs: "any", sales_fen: 9_000, orders: 9, within_days: 90 },
    ];
    for (const third of easier) await refuses("INVALID_REQUEST", saveTier(mall, 3, third));
    await saveTier(mall, 3, { sales_fen: 5_000, buyers: 4, within_days: 30 });
    await refuses(
      "INVALID_REQUEST",
      saveTier(mall, 2, { sales_fen: 5_000, orders: 5, within_days: 90, version: 1 }),
    );
    await saveTier(mall, 2, { needs: "any", sales_fen: 1, orders: 5, version: 1 });
  }));

Deno.test("a tier's form is refused at the field", () =>
  onMall(async (mall) => {
    const wrong: [number, Record<string, unknown>][] = [
      [1, { orders: 1, version: 1 }],
      [1, { valid_days: 30, version: 1 }],
      [1, { name: " ", version: 1 }],
      [2, {}],
      [2, { orders: 0 }],
      [2, { orders: "3" }],
      [2, { orders: 1, keep_bps: 10_001 }],
      [2, { orders: 1, name: "推广员" }],
      [2, { recruits: 10 }],
      [10, { orders: 1 }],
    ];
    for (const [tier, form] of wrong) await refuses("INVALID_REQUEST", saveTier(mall, tier, form));
    await refuses("FORBIDDEN", saveTier(mall, 2, { orders: 1 }, await mall.staff("finance")));
  }));

Deno.test("staff filter distributors by tier", () =>
  onMall(async (mall, db) => {
    await saveTier(mall, 2, { orders: 1 });
    const [one, other] = await mall.members(2) as [never, never];
    for (const member of [one, other]) await mall.promote(member);
    await pin(mall, one);
    const page = StaffDistributorPage.parse(
      await db.call(mall.owner, "list_distributors", { shop: mall.shop, tier: 2 }),
    );
    assert.deepEqual(page.items.map(({ tier }) => [tier?.tier, tier?.is_pinned]), [[2, true]]);
    assert.equal(page.total, 1);
  }));

Deno.test("a tier that a commission rule names stays", () =>
  onMall(async (mall, db) => {
    await saveTier(mall, 2, { orders: 1 });
    await db.sql`
      insert into shop.commission_rules (shop_id, set_id, scope, scope_id, tier, level, rate_bps)
      select shop_id, id, 'shop', shop_id, 2, 1, 300 from shop.rule_sets where version is not null`;
    await refuses("TIER_IN_USE", mall.command("remove_tier", { tier: 2, reason: "不用了" }));
    await db.sql`delete from shop.commission_rules where tier = 2`;
    await mall.command("remove_tier", { tier: 2, reason: "不用了" });
  }));
