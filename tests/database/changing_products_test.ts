import assert from "node:assert/strict";
import type { PriceChangePage, StaffProductPage } from "@/contracts/staff/catalog.ts";
import { Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

interface Report {
  items: { id: string; code: string | null }[];
}

const change = (mall: Mall, ids: unknown, change: unknown, more = {}) =>
  mall.command<Report>("change_products", { ids, change, reason: "换季", ...more });

const list = async (mall: Mall, filter: Record<string, unknown> = {}) =>
  (await mall.db.call<StaffProductPage>(mall.owner, "staff_list_products", {
    shop: mall.shop,
    sort: "created_at",
    ...filter,
  })).items;

const prices = async (mall: Mall) =>
  (await list(mall)).map(({ skus }) =>
    skus.map(({ price_fen }) => price_fen).toSorted((a, b) => a - b)
  );

/** Products in the order in which they were made, each with SKUs at these prices. */
async function products(mall: Mall, ...price_lists: number[][]): Promise<string[]> {
  for (const some of price_lists) await mall.product(some, { stock: 1 });
  return (await list(mall)).map(({ id }) => id);
}

Deno.test("prices of many products move by a share, rounded down, or by an amount, each change with its row", () =>
  onMall(async (mall) => {
    const [one, two] = await products(mall, [999, 1999], [101]) as [string, string];
    await change(mall, [one, two], { price_bps: -1000 });
    assert.deepEqual(await prices(mall), [[899, 1799], [90]]);
    await change(mall, [two], { price_fen: 10 });
    assert.deepEqual(await prices(mall), [[899, 1799], [100]]);
    const { items } = await mall.db.call<PriceChangePage>(mall.owner, "list_price_changes", {
      shop: mall.shop,
      product_id: two,
    });
    assert.deepEqual(
      items.slice(0, 2).map(({ before_fen, after_fen, reason }) => [before_fen, after_fen, reason]),
      [[90, 100, "换季"], [101, 90, "换季"]],
    );
    const shown = await mall.db.call<{ price_fen: number }>({ role: "anon" }, "get_product", {
      shop: mall.shop,
      product: one,
    });
    assert.equal(shown.price_fen, 899);
  }));

Deno.test("a product of which one price would be nothing is refused whole, the others are done", () =>
  onMall(async (mall, db) => {
    const [one, two] = await products(mall, [300, 5000], [900]) as [string, string];
    const other = await Mall.open(db, "other");
    const [foreign] = await products(other, [900]) as [string];
    const { items } = await change(mall, [one, two, foreign], { price_fen: -300 });
    const code = (id: string) => items.find((item) => item.id === id)!.code;
    assert.deepEqual([one, two, foreign].map(code), [
      "PRICE_OUT_OF_RANGE",
      null,
      "PRODUCT_NOT_FOUND",
    ]);
    assert.deepEqual(await prices(mall), [[300, 5000], [600]]);
    assert.deepEqual(await prices(other), [[900]]);
  }));

Deno.test("products go to a category and are found in it and in the one above; one is not to be promoted any more", () =>
  onMall(async (mall) => {
    const ids = await products(mall, [100], [100], [100]);
    const category = async (name: string, parent_id: string | null = null) =>
      (await mall.command<{ id: string }>("save_category", {
        category: { name, parent_id },
        reason: "上架",
      })).id;
    const top = await category("茶器");
    const below = await category("茶杯", top);
    await change(mall, ids.slice(0, 2), { category_id: below });
    await change(mall, ids.slice(0, 1), { category_id: top });
    const found = async (category_id: string) =>
      (await list(mall, { category_id })).map(({ id }) => ids.indexOf(id));
    assert.deepEqual([await found(top), await found(below)], [[0, 1], [1]]);
    await change(mall, ids.slice(0, 2), { category_id: null });
    assert.deepEqual(await found(top), []);
    await change(mall, [ids[2]], { distributable: false });
    assert.deepEqual((await list(mall)).map(({ distributable }) => distributable), [
      true,
      true,
      false,
    ]);
    await refuses("CATEGORY_NOT_FOUND", change(mall, ids, { category_id: crypto.randomUUID() }));
  }));

Deno.test("many batches that raise overlapping products at once, in any order, lose no cent, and one key raises once", () =>
  onMall(async (mall) => {
    const ids = await products(mall, [100, 200], [100], [100], [100]);
    const idempotency_key = newKey();
    await Promise.all([
      ...Array.from(
        { length: 10 },
        (_, n) => change(mall, n % 2 ? ids : ids.toReversed(), { price_fen: 1 }),
      ),
      ...Array.from(
        { length: 5 },
        () => change(mall, ids, { price_fen: 100 }, { idempotency_key }),
      ),
    ]);
    assert.deepEqual(await prices(mall), [[210, 310], [210], [210], [210]]);
    await refuses(
      "IDEMPOTENCY_CONFLICT",
      change(mall, ids, { price_fen: 99 }, { idempotency_key }),
    );
  }));

Deno.test("a change of nothing, of two things or by no whole number is refused", () =>
  onMall(async (mall) => {
    const ids = await products(mall, [100]);
    const wrong: unknown[] = [
      null,
      {},
      { title: "x" },
      { price_fen: 1, price_bps: 1 },
      { price_fen: 0 },
      { price_fen: 1.5 },
      { price_fen: null },
      { price_bps: -10_000 },
      { price_bps: "1" },
      { distributable: null },
    ];
    for (const one of wrong) await refuses("INVALID_REQUEST", change(mall, ids, one));
    await refuses("CATEGORY_NOT_FOUND", change(mall, ids, { category_id: "x" }));
    assert.deepEqual(await prices(mall), [[100]]);
  }));
