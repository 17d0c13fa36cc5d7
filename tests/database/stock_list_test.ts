import assert from "node:assert/strict";
import type { StaffProductDetail } from "@/contracts/staff/catalog.ts";
import type { StockPage } from "@/contracts/staff/stock.ts";
import { type Mall, named } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const list = (mall: Mall, filter: Record<string, unknown> = {}) =>
  mall.db.call<StockPage>(mall.owner, "list_stock", { shop: mall.shop, ...filter });

const specs = ({ items }: StockPage) => items.map(({ spec }) => spec);

/** A tea in five weights with 0, 3, 5, 6 and 2 pieces; the last weight is off sale. */
async function tea(mall: Mall, low_stock: (number | null)[] = []) {
  const weights = ["甲", "乙", "丙", "丁", "戊"];
  return await mall.saveProduct({
    title: "明前龙井",
    specs: [{ name: "重量", values: named(weights) }],
    skus: weights.map((weight, n) => ({
      values: [weight],
      price_fen: 100,
      code: `LJ-${n}`,
      barcode: `690000000000${n}`,
      initial_stock: [0, 3, 5, 6, 2][n],
      low_stock: low_stock[n] ?? null,
      on_sale: n < 4,
    })),
  });
}

Deno.test("the low list has SKUs on sale at or below the shop's bound, sold-out ones too", () =>
  onMall(async (mall) => {
    const { id } = await tea(mall);
    assert.deepEqual(specs(await list(mall, { which: "low" })), ["甲", "乙", "丙"]);
    assert.deepEqual(specs(await list(mall, { which: "sold_out" })), ["甲"]);
    const all = await list(mall);
    assert.deepEqual(all.items.map(({ is_low }) => is_low), [true, true, true, false, false]);
    assert.deepEqual([all.total, (await list(mall, { which: "low", page_size: 1 })).total], [5, 3]);
    // A manager sets the bound; a support role may not.
    const set = (low_stock: number, role: string) =>
      mall.staff(role).then((by) =>
        mall.command("save_shop_settings", { settings: { low_stock }, reason: "旺季" }, by)
      );
    await set(3, "manager");
    assert.deepEqual(specs(await list(mall, { which: "low" })), ["甲", "乙"]);
    await refuses("FORBIDDEN", set(9, "support"));
    await refuses("SETTING_INVALID", set(-1, "manager"));
    await mall.command("set_product_status", { product_id: id, on_sale: false, reason: "换季" });
    assert.deepEqual(specs(await list(mall, { which: "low" })), []);
    assert.equal((await list(mall)).total, 5);
    await mall.command("archive_product", { product_id: id, reason: "不卖了" });
    assert.equal((await list(mall)).total, 0);
  }));

Deno.test("a SKU's own bound stands before the shop's, also when it is zero, and others keep the shop's", () =>
  onMall(async (mall) => {
    const own = [null, 0, null, 6, null];
    const { id } = await tea(mall, own);
    assert.deepEqual(specs(await list(mall, { which: "low" })), ["甲", "丙", "丁"]);
    const all = await list(mall);
    assert.deepEqual(all.items.map(({ is_low }) => is_low), [true, false, true, true, false]);
    const { product } = await mall.db.call<StaffProductDetail>(mall.owner, "staff_get_product", {
      shop: mall.shop,
      product_id: id,
    });
    assert.deepEqual(product.skus.map(({ low_stock }) => low_stock), own);
    await refuses("INVALID_REQUEST", tea(mall, [-1]));
    await refuses("INVALID_REQUEST", tea(mall, [10_000]));
  }));

Deno.test("stock is found by title, code and barcode, and the pages of every sort show each SKU once", () =>
  onMall(async (mall) => {
    await tea(mall);
    await mall.product([100], { stock: 4 });
    for (const [query, found] of [["LJ-1", 1], ["6900000000002", 1], ["龙井", 6], ["%", 0]]) {
      assert.equal((await list(mall, { query })).items.length, found, String(query));
    }
    for (const sort of ["available", "-available", "created_at", "-created_at"]) {
      const seen: StockPage["items"] = [];
      for (let after: string | null = null, more = true; more;) {
        const page: StockPage = await list(mall, { sort, after, page_size: 2 });
        seen.push(...page.items);
        after = page.next;
        more = after !== null;
        assert.ok(seen.length <= 6, "a page repeats");
      }
      assert.equal(new Set(seen.map(({ id }) => id)).size, 6);
      if (!sort.endsWith("available")) {
        const old = ["戊", "丁", "丙", "乙", "甲"];
        const teas = seen.map(({ spec }) => spec).filter((spec) => old.includes(spec));
        assert.deepEqual(teas, sort === "created_at" ? old : old.toReversed());
        continue;
      }
      const left = seen.map(({ available }) => available);
      const up = [0, 2, 3, 4, 5, 6];
      assert.deepEqual(left, sort === "available" ? up : up.toReversed());
    }
    await refuses("INVALID_REQUEST", list(mall, { which: "many" }));
    await refuses("INVALID_REQUEST", list(mall, { sort: "title" }));
  }));
