import assert from "node:assert/strict";
import { RuleGoods } from "@/contracts/staff/rule_goods.ts";
import { RuleSets } from "@/contracts/staff/rules.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

async function goods(mall: Mall, asked: Record<string, string> = {}) {
  const answer = await mall.db.call(mall.owner, "list_rule_goods", { shop: mall.shop, ...asked });
  return RuleGoods.parse(answer).items;
}

async function saveProduct(mall: Mall, title: string, prices: number[], some = {}) {
  const sku = (price_fen: number) => (
    { values: [`${price_fen}`], price_fen, cost_fen: price_fen / 2, initial_stock: 1 }
  );
  const specs = [{ name: "规格", values: prices.map((price) => ({ name: `${price}` })) }];
  const product = { title, specs, skus: prices.map(sku), ...some };
  return await mall.command("save_product", { product, reason: "上新" }) as {
    id: string;
    skus: string[];
  };
}

const category = async (mall: Mall, name: string, parent_id: string | null = null) => {
  const saved = await mall.command("save_category", {
    category: { name, parent_id },
    reason: "分类",
  });
  return (saved as { id: string }).id;
};

Deno.test("each place has the cheapest and the dearest SKU that is sold and distributed in it", () =>
  onMall(async (mall) => {
    const tea = await category(mall, "茶叶");
    const green = await category(mall, "绿茶", tea);
    await saveProduct(mall, "龙井", [6_800, 12_800], { category_id: green });
    await saveProduct(mall, "熟普", [9_800], { category_id: tea });
    await saveProduct(mall, "不推广", [100], { category_id: tea, distributable: false });
    await saveProduct(mall, "下架", [100], { category_id: green, on_sale: false });
    const found = new Map((await goods(mall)).map((one) => [one.name, one]));
    const ends = (name: string) => [
      found.get(name)?.cheapest?.price_fen,
      found.get(name)?.dearest?.price_fen,
    ];
    assert.deepEqual(ends("绿茶"), [6_800, 12_800]);
    assert.deepEqual(ends("茶叶"), [6_800, 12_800], "what lies in it counts too");
    assert.equal(found.get("茶叶")!.cheapest!.cost_fen, 3_400);
    assert.deepEqual(found.get("绿茶")!.within, [tea]);
    assert.equal(found.has("龙井"), false, "no rule names it");
  }));

Deno.test("a product is found by its own id and by that of a SKU, and by the rules that name it", () =>
  onMall(async (mall) => {
    const { id, skus } = await saveProduct(mall, "龙井", [6_800, 12_800]);
    const places = (items: Awaited<ReturnType<typeof goods>>) =>
      items.filter(({ scope }) => scope === "product" || scope === "sku")
        .map(({ scope_id }) => scope_id);
    assert.deepEqual(
      places(await goods(mall, { product_id: id })).toSorted(),
      [id, ...skus].toSorted(),
    );
    assert.deepEqual(places(await goods(mall, { product_id: skus[0]! })).length, 3);
    await draftWith(mall, { scope: "sku", scope_id: skus[1]!, fixed_fen: 100 });
    assert.deepEqual(places(await goods(mall)), [id, skus[1]!], "its product stands above it");
  }));

Deno.test("a sum per piece is judged by each price, not as the whole of an unknown one", () =>
  onMall(async (mall) => {
    const tea = await category(mall, "茶叶");
    await saveProduct(mall, "龙井", [6_800], { category_id: tea });
    const { problems } = await draftWith(mall, {
      scope: "category",
      scope_id: tea,
      fixed_fen: 300,
    });
    assert.deepEqual(problems, []);
    const dearer = await draftWith(mall, { scope: "category", scope_id: tea, fixed_fen: 3_000 }, 2);
    assert.deepEqual(dearer.problems.map(({ scope }) => scope), ["sku"]);
  }));

/** A draft with one rule of level 1 more than what is in force. */
async function draftWith(mall: Mall, rule: Record<string, unknown>, revision?: number) {
  const read = await mall.db.call(mall.owner, "get_rule_sets", { shop: mall.shop });
  const { current } = RuleSets.parse(read);
  const kept = RuleSets.parse(read).draft;
  const rules = current.rules.map(({ scope_name: _, ...one }) => one);
  const { levels, cap_bps } = current;
  const added = {
    ...{ tier: null, level: 1, rate_bps: null, starts_at: null, ends_at: null, priority: 0 },
    ...rule,
  };
  const draft = {
    ...{ levels, cap_bps, extras: [], volume_mode: null, volume_steps: [] },
    rules: [...rules, added],
  };
  return await mall.command("save_rule_draft", {
    ...{ draft, revision: revision === undefined ? null : kept!.revision, reason: "试试" },
  }) as unknown as { problems: { scope: string }[] };
}
