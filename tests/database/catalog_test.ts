import assert from "node:assert/strict";
import type { Product } from "@/contracts/catalog.ts";
import { Mall, named } from "@/tests/support/mall.ts";
import { type TestClaims, testDatabase } from "@/tests/support/database.ts";
import { anybody, type ProductInput, reason, saveProduct } from "@/tests/support/catalog.ts";

function read(mall: Mall, product: string): Promise<Product> {
  return mall.db.call<Product>(anybody, "get_product", { shop: mall.shop, product });
}

const two_dimensions = {
  title: "手工茶杯",
  subtitle: "景德镇",
  images: ["https://p/1.png", "https://p/2.png"],
  video: { url: "https://p/1.mp4", poster_url: "https://p/1.png" },
  parameters: [{ name: "产地", value: "景德镇" }],
  rich_text: [
    { kind: "heading", align: "center", runs: [{ text: "薄胎", bold: true }] },
    { kind: "picture", url: "https://p/d.png", width: 750, height: 1000 },
  ],
  specs: [
    { name: "颜色", values: named(["青", "白"]) },
    { name: "容量", values: named(["100ml", "200ml"]) },
  ],
  skus: [
    {
      values: ["青", "100ml"],
      price_fen: 3000,
      list_price_fen: 3600,
      initial_stock: 5,
      code: "Q1",
    },
    { values: ["青", "200ml"], price_fen: 4000, initial_stock: 1200 },
    { values: ["白", "200ml"], price_fen: 5000 },
  ],
};

Deno.test("a product whole", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const saved = await saveProduct(mall, two_dimensions);

  await t.step("is read by anybody as it was saved", async () => {
    const product = await read(mall, saved.id);
    assert.deepEqual(product.specs, [
      { name: "颜色", values: ["青", "白"] },
      { name: "容量", values: ["100ml", "200ml"] },
    ]);
    assert.deepEqual(product.skus.map(({ id }) => id), saved.skus);
    assert.deepEqual(
      product.skus.map(({ values, price_fen, available }) => [
        values,
        price_fen,
        available,
      ]),
      [
        [["青", "100ml"], 3000, 5],
        [["青", "200ml"], 4000, 999],
        [["白", "200ml"], 5000, 0],
      ],
    );
    assert.deepEqual(
      [product.price_fen, product.price_max_fen, product.list_price_fen, product.in_stock],
      [3000, 5000, 3600, true],
    );
    assert.deepEqual(product.images, two_dimensions.images);
    assert.deepEqual(product.video, two_dimensions.video);
    assert.deepEqual(product.parameters, two_dimensions.parameters);
    assert.deepEqual(product.rich_text, two_dimensions.rich_text);
  });

  await t.step(
    "saved again, SKUs keep ids and stock by their values; those not named go off sale",
    async () => {
      const again = await saveProduct(mall, {
        ...two_dimensions,
        id: saved.id,
        skus: [
          { values: ["白", "100ml"], price_fen: 3500, initial_stock: 7 },
          { values: ["青", "100ml"], price_fen: 2900, initial_stock: 100, id: saved.skus[0]! },
        ],
      });
      assert.equal(again.skus[1], saved.skus[0]);
      const product = await read(mall, saved.id);
      assert.deepEqual(
        product.skus.map(({ id, price_fen, available }) => [id, price_fen, available]),
        [
          [again.skus[0], 3500, 7],
          [saved.skus[0], 2900, 5],
        ],
      );
      assert.deepEqual(product.specs, [{ name: "颜色", values: ["青", "白"] }, {
        name: "容量",
        values: ["100ml"],
      }]);
      assert.deepEqual([product.price_fen, product.price_max_fen], [2900, 3500]);
      const [row] = await db
        .sql`select count(*)::int as skus from catalog.skus where product_id = ${saved.id}`;
      assert.equal(row!.skus, 4, "a SKU is never deleted");
      const back = await saveProduct(mall, { ...two_dimensions, id: saved.id });
      assert.deepEqual(back.skus, saved.skus);
    },
  );

  await t.step("another dimension makes other SKUs", async () => {
    const plain = await saveProduct(mall, {
      title: "茶叶",
      skus: [{ values: [], price_fen: 100 }],
    });
    const wider = await saveProduct(mall, {
      id: plain.id,
      title: "茶叶",
      specs: [{ name: "重量", values: named(["50g"]) }],
      skus: [{ values: ["50g"], price_fen: 200 }],
    });
    assert.notEqual(wider.skus[0], plain.skus[0]);
    assert.equal((await read(mall, plain.id)).skus.length, 1);
  });

  await t.step("what cannot be is refused, and nothing of it is kept", async () => {
    const refused = (change: Partial<ProductInput>, message: string) =>
      assert.rejects(saveProduct(mall, { ...two_dimensions, title: "坏的", ...change }), {
        message,
      });
    await refused({ skus: [] }, "INVALID_REQUEST");
    await refused({ skus: [{ values: ["青"], price_fen: 1 }] }, "INVALID_REQUEST");
    await refused({ skus: [{ values: ["红", "100ml"], price_fen: 1 }] }, "INVALID_REQUEST");
    await refused({ skus: [{ values: ["青", "100ml"], price_fen: -1 }] }, "INVALID_REQUEST");
    await refused({ skus: [{ values: ["青", "100ml"] }] }, "INVALID_REQUEST");
    const twice = { values: ["青", "100ml"], price_fen: 1 };
    await refused({ skus: [twice, twice] }, "INVALID_REQUEST");
    await refused({
      specs: [{ name: "颜色", values: named(["青", "青"]) }],
      skus: [{ values: ["青"], price_fen: 1 }],
    }, "INVALID_REQUEST");
    await refused({ title: "" }, "INVALID_REQUEST");
    await refused({ category_id: crypto.randomUUID() }, "CATEGORY_NOT_FOUND");
    await refused({ id: crypto.randomUUID() }, "PRODUCT_NOT_FOUND");
    await refused({ id: saved.id, skus: [{ ...twice, id: saved.skus[1] }] }, "SKU_NOT_FOUND");
    const rows = await db.sql`select from catalog.products where title in ('坏的', '')`;
    assert.equal(rows.length, 0);
  });

  await t.step("off sale it is not found, by status or by shop", async () => {
    const status = (on_sale: boolean) =>
      mall.command("set_product_status", {
        product_id: saved.id,
        on_sale,
        reason,
      });
    await status(false);
    await assert.rejects(read(mall, saved.id), { message: "PRODUCT_NOT_FOUND" });
    await status(true);
    const elsewhere = await Mall.open(db, "elsewhere");
    await assert.rejects(read(elsewhere, saved.id), { message: "PRODUCT_NOT_FOUND" });
    const foreign = elsewhere.command("set_product_status", {
      product_id: saved.id,
      on_sale: false,
      reason,
    });
    await assert.rejects(foreign, { message: "PRODUCT_NOT_FOUND" });
  });

  await t.step("a price change moves the range", async () => {
    await mall.command("set_price", {
      sku_id: saved.skus[2],
      price_fen: 9900,
      reason,
    });
    const product = await read(mall, saved.id);
    assert.deepEqual([product.price_fen, product.price_max_fen], [3000, 9900]);
  });

  await t.step("only staff of the catalogue save; members, support and others do not", async () => {
    const save = (who: TestClaims) =>
      mall.command("save_product", { product: two_dimensions, reason }, who);
    await assert.rejects(save(await mall.staff("support")), {
      message: "FORBIDDEN",
    });
    await assert.rejects(save(await mall.member()), {
      message: "SHOP_NOT_FOUND",
    });
    await assert.rejects(save(anybody), { code: "42501" });
  });

  await db.drop();
});
