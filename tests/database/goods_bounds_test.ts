import assert from "node:assert/strict";
import type { StaffProductPage } from "@/contracts/staff/catalog.ts";
import type { StockLine, StockPage } from "@/contracts/staff/stock.ts";
import { Mall, named } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const reason = "试验";

const save = (mall: Mall, product: Record<string, unknown>) =>
  mall.saveProduct({ title: "茶", skus: [{ values: [], price_fen: 100 }], ...product }, reason);

async function listed(mall: Mall) {
  const args = { shop: mall.shop };
  return (await mall.db.call<StaffProductPage>(mall.owner, "staff_list_products", args)).items;
}

Deno.test("a million units, 200 forms and a price of nothing or of 100 million yuan are within the bounds", () =>
  onMall(async (mall) => {
    const stocked = (initial_stock: number) =>
      save(mall, { skus: [{ values: [], price_fen: 100, initial_stock }] });
    const forms = (count: number) => {
      const values = Array.from({ length: count }, (_, n) => `第${n}款`);
      return save(mall, {
        specs: [{ name: "款式", values: named(values) }],
        skus: values.map((value) => ({ values: [value], price_fen: 100 })),
      });
    };
    await refuses("INVALID_REQUEST", stocked(-1));
    await refuses("INVALID_REQUEST", stocked(1_000_001));
    const sku_id = (await stocked(1_000_000)).skus[0]!;
    await refuses("INVALID_REQUEST", forms(201));
    assert.equal((await forms(200)).skus.length, 200);

    const adjust = (delta: number) =>
      mall.command<StockLine>("adjust_stock", { sku_id, delta, reason });
    await refuses("INVALID_REQUEST", adjust(1_000_001));
    await refuses("INVALID_REQUEST", adjust(-1_000_001));
    assert.equal((await adjust(1_000_000)).available, 2_000_000);
    assert.equal((await adjust(-1_000_000)).available, 1_000_000);

    const price = (price_fen: number) => mall.command("set_price", { sku_id, price_fen, reason });
    await refuses("INVALID_REQUEST", price(-1));
    await refuses("INVALID_REQUEST", price(10_000_000_001));
    for (const fen of [10_000_000_000, 0]) await price(fen);
  }));

Deno.test("fields left out of a saved product stay as they are: draft, not distributable; a form put back is on sale", () =>
  onMall(async (mall) => {
    const { id } = await save(mall, { on_sale: false, distributable: false });
    const seen = async () => {
      const [product] = await listed(mall);
      return [product!.status, product!.distributable];
    };
    assert.deepEqual(await seen(), ["draft", false]);
    await save(mall, { id, on_sale: false });
    assert.deepEqual(await seen(), ["draft", false]);
    await save(mall, { id });
    assert.deepEqual(await seen(), ["on_sale", false]);
    await save(mall, { id, on_sale: false });
    assert.deepEqual(await seen(), ["off_sale", false]);

    const specs = [{ name: "重量", values: named(["50g"]) }];
    await save(mall, { id, specs, skus: [{ values: ["50g"], price_fen: 200 }] });
    await save(mall, { id });
    const [product] = await listed(mall);
    assert.deepEqual(product!.skus.map(({ price_fen, on_sale }) => [price_fen, on_sale]), [
      [100, true],
      [200, false],
    ]);
    assert.deepEqual([product!.price_fen, product!.price_max_fen], [100, 100]);
  }));

Deno.test("the list price beside a range is that of its cheapest form", () =>
  onMall(async (mall) => {
    const specs = [{ name: "重量", values: named(["50g", "100g"]) }];
    const { id } = await save(mall, {
      specs,
      skus: [
        { values: ["100g"], price_fen: 900, list_price_fen: 1200 },
        { values: ["50g"], price_fen: 500, list_price_fen: 700 },
      ],
    });
    const product = await mall.db.call<{ price_fen: number; list_price_fen: number }>(
      { role: "anon" },
      "get_product",
      { shop: mall.shop, product: id },
    );
    assert.deepEqual([product.price_fen, product.list_price_fen], [500, 700]);
  }));

Deno.test("staff see and price the goods of their own shop alone, and pages of stock end where they ended", () =>
  onMall(async (mall, db) => {
    const skus: string[] = [];
    for (let n = 0; n < 3; n++) skus.push(...(await save(mall, { title: `茶${n}` })).skus);
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: StockPage = await db.call(
        mall.owner,
        "list_stock",
        { shop: mall.shop, after, page_size: 1 },
      );
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
      more = after !== null;
      assert.ok(seen.length <= 4, "a page repeats");
    }
    assert.deepEqual(seen.toSorted(), skus.toSorted());

    const elsewhere = await Mall.open(db, "elsewhere");
    assert.deepEqual(await listed(elsewhere), []);
    const foreign = elsewhere.command("set_price", { sku_id: skus[0], price_fen: 1, reason });
    await refuses("SKU_NOT_FOUND", foreign);
  }));
