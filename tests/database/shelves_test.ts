import assert from "node:assert/strict";
import type { Categories, ProductCard, ProductPage } from "@/contracts/catalog.ts";
import type { ShownPage } from "@/contracts/pages.ts";
import { listsOf } from "@/tests/support/pages.ts";
import { Mall } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { anybody, reason, saveProduct } from "@/tests/support/catalog.ts";

Deno.test("shelves", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const category = async (name: string, more: Record<string, unknown> = {}) =>
    (await mall.command<{ id: string }>("save_category", {
      category: { name, ...more },
      reason,
    })).id;
  const tea = await category("茶叶", { position: 2, image_url: "https://p/tea.png" });
  const fruit = await category("水果", { position: 1 });
  for (let n = 0; n < 13; n++) {
    await db.clock.advance(n / 1440);
    await saveProduct(mall, {
      title: `商品${n}`,
      subtitle: n === 3 ? "100%手作" : null,
      category_id: n % 2 ? tea : fruit,
      position: n % 5,
      skus: [{ values: [], price_fen: 1000 - (n % 4) * 100, initial_stock: n % 2 }],
    });
  }
  await db
    .sql`update catalog.products set sold_count = position * 10 where shop_id = ${mall.shop_id}`;
  const list = (args: Record<string, unknown> = {}) =>
    db.call<ProductPage>(anybody, "list_products", { shop: mall.shop, ...args });

  await t.step(
    "categories come in their order, with what is on sale; hidden ones do not come",
    async () => {
      const hidden = await category("旧", { is_visible: false });
      const { items } = await db.call<Categories>(anybody, "list_categories", { shop: mall.shop });
      assert.deepEqual(items.map(({ id, product_count }) => [id, product_count]), [
        [fruit, 7],
        [tea, 6],
      ]);
      await category("新", { id: hidden, position: 3 });
      const after = await db.call<Categories>(anybody, "list_categories", { shop: mall.shop });
      assert.equal(after.items.at(-1)!.name, "新");
      await assert.rejects(category("无", { id: crypto.randomUUID() }), {
        message: "CATEGORY_NOT_FOUND",
      });
      await assert.rejects(category("二级", { parent_id: crypto.randomUUID() }), {
        message: "INVALID_REQUEST",
      });
      await assert.rejects(category(""), { message: "INVALID_REQUEST" });
    },
  );

  await t.step("every sorting pages through everything once, in order", async () => {
    const key = {
      recommended: (p: ProductPage["items"][number]) => p.sold_count,
      sold: (p: ProductPage["items"][number]) => -p.sold_count,
      price_up: (p: ProductPage["items"][number]) => p.price_fen,
      price_down: (p: ProductPage["items"][number]) => -p.price_fen,
      newest: (p: ProductPage["items"][number]) => -Number(p.title.slice(2)),
    };
    for (const [sort, keyOf] of Object.entries(key)) {
      const seen: ProductPage["items"] = [];
      let after: string | null = null;
      do {
        const page: ProductPage = await list({ sort, after, page_size: 5 });
        seen.push(...page.items);
        after = page.next;
      } while (after);
      assert.equal(new Set(seen.map(({ id }) => id)).size, 13, sort);
      const keys = seen.map(keyOf);
      assert.deepEqual(keys, keys.toSorted((a, b) => a - b), sort);
    }
  });

  await t.step("search takes % and _ as they are; category and search narrow", async () => {
    assert.equal((await list({ query: "商品1" })).items.length, 4);
    assert.deepEqual((await list({ query: "100%手" })).items.map(({ title }) => title), ["商品3"]);
    assert.equal((await list({ query: "%" })).items.length, 1);
    assert.equal((await list({ query: "_" })).items.length, 0);
    assert.equal((await list({ category: tea })).items.length, 6);
    assert.equal((await list({ category: tea, query: "商品1" })).items.length, 2);
  });

  await t.step("a made-up cursor or sorting is refused", async () => {
    const id = crypto.randomUUID();
    for (const after of ["x", `1.${id}'; drop table x`, `-1.${id}`, `1;${id}`]) {
      await assert.rejects(list({ after }), { message: "INVALID_REQUEST" });
    }
    await assert.rejects(list({ sort: "id; select 1" }), { message: "INVALID_REQUEST" });
  });

  await t.step("home shows ten recommended and the ten newest, and what is in stock", async () => {
    const home = await db.call<ShownPage>(anybody, "get_home", { shop: mall.shop });
    const [recommended, newest] = listsOf(home) as [ProductCard[], ProductCard[]];
    assert.equal(recommended.length, 10);
    assert.equal(newest[0]!.title, "商品12");
    assert.deepEqual(newest.slice(0, 2).map(({ in_stock }) => in_stock), [false, true]);
    assert.equal(home.shop.discount, null);
    await assert.rejects(db.call(anybody, "get_home", { shop: "nowhere" }), {
      message: "SHOP_NOT_FOUND",
    });
  });

  await db.drop();
});
