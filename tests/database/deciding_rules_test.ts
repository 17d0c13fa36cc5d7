import assert from "node:assert/strict";
import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import { of } from "@/tests/support/commission_terms.ts";
import type { TestDatabase } from "@/tests/support/database.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { extra, publishRules, rule, shop_rates } from "@/tests/support/rules.ts";
import { openTiers } from "@/tests/support/tiers.ts";

interface Goods {
  sku: string;
  product: string;
  category: string;
  parent: string;
}

/** A product of ¥50 in a category below another. */
async function goods(mall: Mall, db: TestDatabase): Promise<Goods> {
  const [sku] = await mall.product([5000]) as [string];
  const [parent] = await db.sql`insert into catalog.categories (shop_id, name)
    values (${mall.shop_id}, '茶') returning id`;
  const [category] = await db.sql`insert into catalog.categories (shop_id, name, parent_id)
    values (${mall.shop_id}, '绿茶', ${parent!.id}) returning id`;
  const [product] = await db.sql`update catalog.products p set category_id = ${category!.id}
    from catalog.skus s where s.id = ${sku} and p.id = s.product_id returning p.id`;
  return { sku, product: product!.id, category: category!.id, parent: parent!.id };
}

/** What an order of one piece earns both levels, in fen, under a set. */
async function earns(mall: Mall, buyer: Member, sku: string, form: RuleSetForm) {
  await publishRules(mall, form);
  const { order_id } = await mall.place(buyer, [{ sku_id: sku, quantity: 1 }]);
  const [line] = await mall.db.sql<{ terms: { commission_fen: number }[] }[]>`
    select terms from trade.order_lines where order_id = ${order_id}`;
  await mall.db.call(buyer, "cancel_order", { order_id, idempotency_key: crypto.randomUUID() });
  return line!.terms.map(({ commission_fen }) => commission_fen);
}

Deno.test("the narrowest place decides, then the tier, then the interval, then the priority", () =>
  onMall(async (mall, db) => {
    const { buyer, level1 } = await mall.chain();
    await openTiers(mall, 2);
    const here = await goods(mall, db);
    const on = (form: RuleSetForm) => earns(mall, buyer, here.sku, form);
    const rules: RuleSetForm["rules"] = [];
    const adding = (...more: Parameters<typeof rule>[0][]) => {
      rules.push(...more.map(rule));
      return on(shop_rates(1000, 500, { rules }));
    };
    assert.deepEqual(await adding(), [500, 250]);
    assert.deepEqual(await adding({ tier: 2, rate_bps: 3000 }), [500, 250]);
    assert.deepEqual(await adding({ tier: 1, rate_bps: 1100 }), [550, 250]);
    const at = (scope: "category" | "product" | "sku", scope_id: string, rate_bps: number) => ({
      scope,
      scope_id,
      rate_bps,
    });
    assert.deepEqual(await adding(at("category", here.parent, 1200)), [600, 250]);
    assert.deepEqual(await adding(at("category", here.category, 1300)), [650, 250]);
    assert.deepEqual(await adding({ ...at("category", here.category, 200), level: 2 }), [650, 100]);
    assert.deepEqual(await adding(at("product", here.product, 1400)), [700, 100]);
    assert.deepEqual(await adding(at("sku", here.sku, 1500)), [750, 100]);
    const past = { starts_at: "2020-01-01T00:00:00Z", ends_at: "2020-02-01T00:00:00Z" };
    const around = { starts_at: "2020-01-01T00:00:00Z", ends_at: "2100-01-01T00:00:00Z" };
    const mine = at("sku", here.sku, 1600);
    assert.deepEqual(await adding({ ...mine, ...past, priority: 9 }), [750, 100]);
    assert.deepEqual(await adding({ ...mine, ...around, priority: 1 }), [800, 100]);
    assert.deepEqual(await adding({ ...mine, rate_bps: 1700, tier: 1 }), [850, 100]);
    assert.deepEqual(
      await adding({ ...mine, rate_bps: null, fixed_fen: 123, tier: 1, priority: 3 }),
      [
        123,
        100,
      ],
    );
    await db.sql`update referral.distributors set tier = 2 where id = ${level1.member_id}`;
    assert.deepEqual(await adding(), [800, 100]);
  }));

Deno.test("C10 goods that are not distributed pay nothing, whatever the rules say, and a rate of 0 pays nothing", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const here = await goods(mall, db);
    const none = [rule({ scope: "product", scope_id: here.product })];
    assert.deepEqual(await earns(mall, buyer, here.sku, shop_rates(1000, 500, { rules: none })), [
      0,
      250,
    ]);
    await db.sql`update catalog.products set distributable = false where id = ${here.product}`;
    assert.deepEqual(await earns(mall, buyer, here.sku, shop_rates(1000, 500)), []);
  }));

Deno.test("C7 extras add up on level 1, and the cap cuts volume first, then extras, level 2, level 1", () =>
  onMall(async (mall, db) => {
    const { buyer, level1 } = await mall.chain();
    const [sku] = await mall.product([10_000]) as [string];
    const extras = [extra({ name: "双十一", extra_bps: 300 }), extra({ extra_bps: 200 })];
    const volume = { volume_mode: "ahead" as const, volume_steps: [{ from_fen: 1, bps: 400 }] };
    await publishRules(mall, shop_rates(1000, 500, { extras, ...volume }));
    await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    const terms = async (cap_bps: number) => {
      await db.sql`update shop.rule_sets set cap_bps = ${cap_bps} where ends_at is null`;
      const { order_id } = await mall.place(buyer, [{ sku_id: sku, quantity: 1 }]);
      const [line] = await db.sql<{ terms: Record<string, number>[] }[]>`
        select terms from trade.order_lines where order_id = ${order_id}`;
      await mall.db.call(buyer, "cancel_order", { order_id, idempotency_key: crypto.randomUUID() });
      const [one, two] = line!.terms;
      return [one!.commission_fen, one!.extra_fen, one!.volume_fen, two!.commission_fen];
    };
    assert.deepEqual(await terms(5000), [1900, 500, 400, 500]);
    assert.deepEqual(await terms(2400), [1900, 500, 400, 500]);
    assert.deepEqual(await terms(2200), [1700, 500, 200, 500]);
    assert.deepEqual(await terms(1800), [1300, 300, 0, 500]);
    assert.deepEqual(await terms(1200), [1000, 0, 0, 200]);
    assert.deepEqual(await terms(900), [900, 0, 0, 0]);

    await db.sql`update shop.rule_sets set cap_bps = 5000 where ends_at is null`;
    await mall.buy(buyer, of(sku));
    const { items } = await mall.db.call<{ items: { explanation: { formula: string } }[] }>(
      level1,
      "list_commissions",
    );
    assert.equal(
      items[0]!.explanation.formula,
      "¥200.00 × 10% + 加佣（加佣 2%、双十一 3%）¥10.00 + 阶梯 4% ¥8.00",
    );
  }));
