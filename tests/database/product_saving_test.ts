import assert from "node:assert/strict";
import type { SaveSpec, StaffProductDetail } from "@/contracts/staff/catalog.ts";
import { named } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { cup, read, reason } from "@/tests/support/product_saving.ts";

const stockOf = ({ skus }: StaffProductDetail) => skus.map(({ id, available }) => [id, available]);

Deno.test("a spec and its values under other names are the same ones: SKUs keep ids, stock and carts", () =>
  onMall(async (mall, db) => {
    const { id, skus } = await cup(mall);
    const buyer = await mall.member();
    await db.call(buyer, "set_cart_line", { sku: skus[0], quantity: 1 });
    const before = await read(mall, id);
    const rename = (specs: SaveSpec[], names: Record<string, string>) =>
      specs.map((spec) => ({
        ...spec,
        name: names[spec.name] ?? spec.name,
        values: spec.values.map((one) => ({ ...one, name: names[one.name] ?? one.name })),
      }));
    const names = { 颜色: "釉色", 青: "天青", 小: "大", 大: "小" }; // two of them swap
    const { product } = before;
    await mall.saveProduct({
      ...product,
      specs: rename(product.specs, names),
      skus: product.skus.map((sku) => ({
        ...sku,
        values: sku.values.map((value) => (names as Record<string, string>)[value] ?? value),
      })),
    });
    const after = await read(mall, id);
    assert.deepEqual(after.product.skus.map((sku) => sku.id), skus);
    assert.deepEqual(stockOf(after), stockOf(before));
    assert.deepEqual(after.product.specs.map(({ id, name }) => [id, name]), [
      [product.specs[0]!.id, "釉色"],
      [product.specs[1]!.id, "大小"],
    ]);
    assert.deepEqual(after.product.skus.map(({ values }) => values.join()), [
      ...["天青,大", "天青,中", "天青,小", "白,大", "白,中", "白,小"],
    ]);
    const { lines: [line] } = await db.call<{ lines: Record<string, unknown>[] }>(
      buyer,
      "get_cart",
    );
    assert.deepEqual([line!.spec, line!.on_sale], ["天青 / 大", true]);
  }));

Deno.test("a value taken away and given back is the same one, and so are its SKUs with their stock", () =>
  onMall(async (mall) => {
    const { id, skus } = await cup(mall);
    const whole = (await read(mall, id)).product;
    const without = {
      ...whole,
      specs: [
        { ...whole.specs[0], values: whole.specs[0]!.values.slice(0, 1) },
        whole.specs[1],
      ],
      skus: whole.skus.slice(0, 3),
    };
    await mall.saveProduct({ ...without, version: null });
    const less = await read(mall, id);
    assert.deepEqual(less.product.skus.map((sku) => sku.id), skus.slice(0, 3));
    assert.equal(less.product.specs[0]!.values.length, 1);
    await mall.saveProduct({
      ...less.product,
      specs: [
        { name: "颜色", values: named(["青", "白"]) },
        { name: "大小", values: named(["小", "中", "大"]) },
      ],
      skus: whole.skus.map(({ id: _, ...sku }) => sku),
    });
    const back = await read(mall, id);
    assert.deepEqual(back.product.skus.map((sku) => sku.id), skus);
    assert.deepEqual(back.product.specs, whole.specs);
    assert.deepEqual(back.skus.map(({ available }) => available), [1, 2, 3, 11, 12, 13]);
  }));

Deno.test("one SKU is taken off sale alone, and stays in the form with its price", () =>
  onMall(async (mall, db) => {
    const { id, skus } = await cup(mall);
    const { product } = await read(mall, id);
    const off = product.skus.map((sku, n) => ({ ...sku, on_sale: n !== 0 }));
    await mall.saveProduct({ ...product, skus: off });
    const { skus: sold } = await db.call<{ skus: { id: string }[] }>(
      { role: "anon" },
      "get_product",
      { shop: mall.shop, product: id },
    );
    assert.deepEqual(sold.map((sku) => sku.id), skus.slice(1));
    assert.deepEqual((await read(mall, id)).product.skus, off);
    const none = product.skus.map((sku) => ({ ...sku, on_sale: false }));
    await refuses("INVALID_REQUEST", mall.saveProduct({ ...product, version: null, skus: none }));
    await mall.saveProduct({ ...product, version: null, skus: none, on_sale: false });
  }));

Deno.test("no shopper and no distributor is told what a product costs the shop", () =>
  onMall(async (mall, db) => {
    const { id, skus } = await cup(mall);
    const { buyer, level1 } = await mall.chain();
    const shop = { shop: mall.shop };
    await db.call(buyer, "set_cart_line", { sku: skus[0], quantity: 1 });
    const told = [
      await db.call({ role: "anon" }, "get_product", { ...shop, product: id }),
      await db.call({ role: "anon" }, "get_home", shop),
      await db.call({ role: "anon" }, "list_products", shop),
      await db.call(buyer, "get_cart"),
      await mall.quote(buyer, [{ sku_id: skus[0]!, quantity: 1 }]),
      await db.call(level1, "get_product", { ...shop, product: id }),
    ];
    assert.doesNotMatch(JSON.stringify(told), /cost|barcode/);
  }));

Deno.test("every refusal of a product's form names its field, in words for people", () =>
  onMall(async (mall) => {
    const { id } = await cup(mall);
    const { product } = await read(mall, id);
    const [first, ...others] = product.skus;
    const cases: [string, Record<string, unknown>][] = [
      ["product.title", { title: " " }],
      ["product.colour", { colour: "red" }],
      ["product.specs.1.name", {
        specs: [product.specs[0], { ...product.specs[1], name: "颜色" }],
      }],
      ["product.specs.0.values.1.name", {
        specs: [{ name: "颜色", values: named(["青", "青"]) }, product.specs[1]],
      }],
      ["product.specs.0.id", {
        specs: [{ ...product.specs[0], id: crypto.randomUUID() }, product.specs[1]],
      }],
      ["product.specs", { specs: Array(4).fill(product.specs[0]) }],
      ["product.skus", { skus: [] }],
      ["product.skus.0.values", { skus: [{ ...first, id: null, values: ["青"] }] }],
      ["product.skus.1.price_fen", { skus: [first, { ...others[0], price_fen: -1 }] }],
      ["product.skus.1.cost_fen", { skus: [first, { ...others[0], cost_fen: 1e11 }] }],
      ["product.skus.1.values", { skus: [first, first] }],
      ["product.images", { images: ["javascript:alert(1)"] }],
      ["product.images", { images: Array(10).fill("https://p/a.png") }],
      ["product.video", { video: { url: "https://p/a.webm", poster_url: null } }],
      ["product.video", { video: { url: "javascript:a.mp4", poster_url: null } }],
      ["product.video", { video: { url: "https://p/a.mp4", poster_url: "a.png" } }],
      ["product.video", { video: { url: "https://p/a.mp4" } }],
      ["product.skus.0.image_url", { skus: [{ ...first, image_url: "a.png" }] }],
      ["product.skus.0.unheard_of", { skus: [{ ...first, unheard_of: 1 }] }],
      ["product.parameters.0.value", { parameters: [{ name: "产地", value: " " }] }],
      ["product.parameters.1.name", { parameters: Array(2).fill({ name: "产地", value: "杭州" }) }],
      ["product.sale_from", { sale_from: "明天" }],
      ["product.sale_until", {
        sale_from: "2026-12-01T10:00:00+08:00",
        sale_until: "2026-12-01T02:00:00Z",
      }],
      ["product.version", { version: null }],
    ];
    for (const [field, change] of cases) {
      const save = mall.command("save_product", { product: { ...product, ...change }, reason });
      await assert.rejects(save, (error: Error & { detail?: string }) => {
        assert.equal(error.message, "INVALID_REQUEST", field);
        const told = JSON.parse(error.detail!);
        assert.deepEqual([told.field, told.fields.length], [field, 1]);
        assert.match(told.fields[0].message, /\p{Script=Han}/u);
        return true;
      });
    }
    assert.deepEqual((await read(mall, id)).product, product);
  }));

Deno.test("a product without an SKU on sale is put on sale neither alone nor in a batch", () =>
  onMall(async (mall, db) => {
    const { id } = await cup(mall);
    const { product } = await read(mall, id);
    const skus = product.skus.map((sku) => ({ ...sku, on_sale: false }));
    await mall.saveProduct({ ...product, on_sale: false, skus });
    const switchOn = { on_sale: true, reason };
    await refuses(
      "NO_SKU_ON_SALE",
      mall.command("set_product_status", { product_id: id, ...switchOn }),
    );
    const { items } = await mall.command<{ items: unknown[] }>("set_products_status", {
      ids: [id],
      ...switchOn,
    });
    assert.deepEqual(items, [{ id, code: "NO_SKU_ON_SALE" }]);
    const [row] = await db.sql`select status from catalog.products where id = ${id}`;
    assert.notEqual(row!.status, "on_sale");
  }));
