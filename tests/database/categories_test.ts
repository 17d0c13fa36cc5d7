import assert from "node:assert/strict";
import type { Categories, ProductPage } from "@/contracts/catalog.ts";
import type { StaffCategories } from "@/contracts/staff/categories.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const reason = "整理";

const save = async (mall: Mall, category: Record<string, unknown>) =>
  (await mall.command<{ id: string }>("save_category", { category, reason })).id;
const order = (mall: Mall, parent_id: string | null, ids: string[]) =>
  mall.command("order_categories", { parent_id, ids, reason });
const remove = (mall: Mall, category_id: string) =>
  mall.command("delete_category", { category_id, reason });

async function staffNames(mall: Mall): Promise<string[]> {
  const { items } = await mall.db.call<StaffCategories>(mall.owner, "staff_list_categories", {
    shop: mall.shop,
  });
  return items.map(({ name }) => name);
}

/** What a shopper is shown: names with how many products each holds, those of the second level after a dash. */
async function shown(mall: Mall): Promise<string[]> {
  const { items } = await mall.db.call<Categories>({ role: "anon" }, "list_categories", {
    shop: mall.shop,
  });
  return items.map(({ name, parent_id, product_count }) =>
    `${parent_id ? "- " : ""}${name} ${product_count}`
  );
}

/** Refused at a field, with words for people. */
async function refusesField(field: string, promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, (error: Error & { detail?: string }) => {
    assert.equal(error.message, "INVALID_REQUEST");
    const { fields: [first] } = JSON.parse(error.detail!);
    assert.equal(first.field, field);
    assert.match(first.message, /\p{Script=Han}/u);
    return true;
  });
}

Deno.test("categories stand on two levels; a shelf shows what stands below it, a hidden one hides it", () =>
  onMall(async (mall) => {
    const tea = await save(mall, { name: "茶叶" });
    const cups = await save(mall, { name: "茶具" });
    const green = await save(mall, { name: "绿茶", parent_id: tea });
    const red = await save(mall, { name: "红茶", parent_id: tea });
    const product = (title: string, category_id: string) =>
      mall.saveProduct({ title, category_id, skus: [{ values: [], price_fen: 100 }] });
    await product("龙井", green);
    await product("祁红", red);
    await product("礼盒", tea);
    await product("杯", cups);
    assert.deepEqual(await shown(mall), ["茶叶 3", "- 绿茶 1", "- 红茶 1", "茶具 1"]);
    const titles = async (category: string) => {
      const { items } = await mall.db.call<ProductPage>({ role: "anon" }, "list_products", {
        shop: mall.shop,
        category,
      });
      return items.map(({ title }) => title).toSorted();
    };
    assert.deepEqual(await titles(tea), ["礼盒", "祁红", "龙井"].toSorted());
    assert.deepEqual(await titles(green), ["龙井"]);
    await save(mall, { id: red, name: "红茶", parent_id: tea, is_visible: false });
    assert.deepEqual(await shown(mall), ["茶叶 2", "- 绿茶 1", "茶具 1"]);
    await save(mall, { id: tea, name: "茶叶", is_visible: false });
    assert.deepEqual(await shown(mall), ["茶具 1"]);
  }));

Deno.test("no category stands on a third level, below itself or below another shop's", () =>
  onMall(async (mall, db) => {
    const tea = await save(mall, { name: "茶叶" });
    const green = await save(mall, { name: "绿茶", parent_id: tea });
    const cups = await save(mall, { name: "茶具" });
    const at = "category.parent_id";
    await refusesField(at, save(mall, { name: "龙井", parent_id: green }));
    await refusesField(at, save(mall, { id: tea, name: "茶叶", parent_id: tea }));
    await refusesField(at, save(mall, { id: tea, name: "茶叶", parent_id: cups }));
    const { Mall } = await import("@/tests/support/mall.ts");
    const elsewhere = await Mall.open(db, "elsewhere");
    await refusesField(at, save(elsewhere, { name: "绿茶", parent_id: tea }));
    await refusesField("category.name", save(mall, { name: " " }));
    await refusesField("category.name", save(mall, { name: "长".repeat(21) }));
    await refusesField("category.image_url", save(mall, { name: "茶", image_url: "tea.png" }));
    await refusesField("category.colour", save(mall, { name: "茶", colour: "red" }));
  }));

Deno.test("a new category stands last, and all of one parent are put into another order at once", () =>
  onMall(async (mall) => {
    const [a, b, c] = [
      await save(mall, { name: "甲" }),
      await save(mall, { name: "乙" }),
      await save(mall, { name: "丙" }),
    ];
    assert.deepEqual(await staffNames(mall), ["甲", "乙", "丙"]);
    await order(mall, null, [c, a, b]);
    assert.deepEqual(await staffNames(mall), ["丙", "甲", "乙"]);
    await save(mall, { id: a, name: "甲二" });
    assert.deepEqual(await staffNames(mall), ["丙", "甲二", "乙"], "another name, the same place");
    await refuses("CONFLICT", order(mall, null, [c, a]));
    await refuses("CONFLICT", order(mall, null, [c, a, a]));
    await refuses("CONFLICT", order(mall, a, [b]));
  }));

Deno.test("only an empty category is deleted: products off sale and archived count too", () =>
  onMall(async (mall) => {
    const tea = await save(mall, { name: "茶叶" });
    const green = await save(mall, { name: "绿茶", parent_id: tea });
    const { id, version } = await mall.saveProduct({
      ...{ title: "龙井", category_id: green, on_sale: false },
      skus: [{ values: [], price_fen: 100 }],
    });
    await refuses("CATEGORY_NOT_EMPTY", remove(mall, tea));
    await mall.command("archive_product", { product_id: id, reason });
    await assert.rejects(remove(mall, green), (error: Error & { detail?: string }) => {
      assert.deepEqual(JSON.parse(error.detail!), { categories: 0, products: 1 });
      return error.message === "CATEGORY_NOT_EMPTY";
    });
    await mall.saveProduct({
      ...{ id, version: version + 1, title: "龙井", on_sale: false },
      skus: [{ values: [], price_fen: 100 }],
    });
    await remove(mall, green);
    await remove(mall, tea);
    await refuses("CATEGORY_NOT_FOUND", remove(mall, tea));
    assert.deepEqual(await staffNames(mall), []);
  }));

Deno.test("a category deleted while products are put into it: none of them is left without its shelf", () =>
  onMall(async (mall, db) => {
    for (let round = 0; round < 6; round++) {
      const category_id = await save(mall, { name: `架${round}` });
      const skus = [{ values: [], price_fen: 100 }];
      const tried = await Promise.allSettled([
        ...Array.from(
          { length: 6 },
          (_, n) => mall.saveProduct({ title: `第${n}件`, category_id, skus }),
        ),
        remove(mall, category_id),
      ]);
      const saved = tried.slice(0, 6).filter(({ status }) => status === "fulfilled").length;
      const is_deleted = tried[6]!.status === "fulfilled";
      assert.equal(is_deleted, saved === 0, `${saved} saved`);
      const codes = tried.flatMap((one) => one.status === "rejected" ? [one.reason.message] : []);
      const wanted = is_deleted ? "CATEGORY_NOT_FOUND" : "CATEGORY_NOT_EMPTY";
      assert.deepEqual([...new Set(codes)], [wanted]);
      const [row] = await db.sql`
        select count(*)::int as n from catalog.products where category_id = ${category_id}`;
      assert.equal(row!.n, saved);
    }
  }));

Deno.test("two categories put below each other at the same moment: one is, the other is refused", () =>
  onMall(async (mall) => {
    for (let round = 0; round < 6; round++) {
      const [a, b] = [await save(mall, { name: "甲" }), await save(mall, { name: "乙" })];
      const tried = await Promise.allSettled([
        save(mall, { id: a, name: "甲", parent_id: b }),
        save(mall, { id: b, name: "乙", parent_id: a }),
      ]);
      assert.deepEqual(tried.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
    }
  }));
