import assert from "node:assert/strict";
import type {
  PriceChangePage,
  ProductChanged,
  SaveSpec,
  StaffProductDetail,
} from "@/contracts/staff/catalog.ts";
import { type Mall, named } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const reason = "试验";

async function read(mall: Mall, product_id: string): Promise<StaffProductDetail> {
  return await mall.db.call<StaffProductDetail>(mall.owner, "staff_get_product", {
    shop: mall.shop,
    product_id,
  });
}

/** A cup in two colours and three sizes, each at a price and with stock of its own. */
async function cup(mall: Mall) {
  const values = [["青", "白"], ["小", "中", "大"]] as const;
  const { id, skus } = await mall.saveProduct({
    title: "手工茶杯",
    specs: [
      { name: "颜色", values: named([...values[0]]) },
      { name: "大小", values: named([...values[1]]) },
    ],
    skus: values[0].flatMap((colour, n) =>
      values[1].map((size, m) => ({
        values: [colour, size],
        price_fen: 1000 * (n + 1) + m,
        cost_fen: 500,
        initial_stock: 10 * n + m + 1,
      }))
    ),
  });
  return { id, skus };
}

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
      ["product.skus.0.unheard_of", { skus: [{ ...first, unheard_of: 1 }] }],
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

Deno.test("who saves on top of what he has not seen is told how it stands now and who changed it", () =>
  onMall(async (mall) => {
    const { id } = await cup(mall);
    const { product } = await read(mall, id);
    const manager = await mall.staff("manager");
    await mall.command("save_product", { product: { ...product, title: "茶盏" }, reason }, manager);
    await mall.command("set_price", { sku_id: product.skus[0]!.id, price_fen: 7, reason });
    const mine = mall.command("save_product", { product: { ...product, title: "杯子" }, reason });
    await assert.rejects(mine, (error: Error & { detail?: string }) => {
      assert.equal(error.message, "PRODUCT_CHANGED");
      const told = JSON.parse(error.detail!) as ProductChanged;
      assert.deepEqual([told.version, told.by], [3, "店主"]);
      assert.deepEqual([told.product.title, told.product.skus[0]!.price_fen], ["茶盏", 7]);
      return true;
    });
    const { product: now } = await read(mall, id);
    assert.deepEqual([now.title, now.version], ["茶盏", 3]);
  }));

Deno.test("twenty people save one product at the same moment: one is done, nineteen are told of it", () =>
  onMall(async (mall, db) => {
    const { id } = await cup(mall);
    for (let round = 0; round < 3; round++) {
      const { product } = await read(mall, id);
      const tried = await Promise.allSettled(
        Array.from(
          { length: 20 },
          (_, n) =>
            mall.command("save_product", { product: { ...product, title: `第${n}人` }, reason }),
        ),
      );
      const codes = tried.map((one) => one.status === "rejected" ? one.reason.message : "done");
      assert.deepEqual(codes.toSorted(), [...Array(19).fill("PRODUCT_CHANGED"), "done"]);
      const after = (await read(mall, id)).product;
      assert.deepEqual([after.title, after.version], [
        `第${codes.indexOf("done")}人`,
        product.version + 1,
      ]);
      const [row] = await db.sql`
        select count(*)::int as n from catalog.skus where product_id = ${id}`;
      assert.equal(row!.n, 6);
    }
  }));

Deno.test("a save sent again under its key is the same one, although the version has moved on", () =>
  onMall(async (mall) => {
    const { id } = await cup(mall);
    const { product } = await read(mall, id);
    const again = { product: { ...product, title: "茶盏" }, reason, idempotency_key: "same-key-1" };
    const first = await mall.command("save_product", again);
    assert.deepEqual(await mall.command("save_product", again), first);
    assert.equal((await read(mall, id)).product.version, 2);
  }));

Deno.test("every change of a price reads as a row: which, from what to what, by whom and why", () =>
  onMall(async (mall) => {
    const { id } = await mall.saveProduct({
      title: "茶",
      skus: [{ values: [], price_fen: 100, cost_fen: 40 }],
    });
    const { product } = await read(mall, id);
    const [sku] = product.skus;
    await mall.saveProduct(
      { ...product, skus: [{ ...sku, list_price_fen: 200, cost_fen: null }] },
      "进价未定",
    );
    await mall.command("set_price", { sku_id: sku!.id, price_fen: 90, reason: "换季" });
    await mall.command("set_price", { sku_id: sku!.id, price_fen: 90, reason: "一样的" });
    const changes: PriceChangePage["items"] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: PriceChangePage = await mall.db.call(mall.owner, "list_price_changes", {
        ...{ shop: mall.shop, product_id: id, page_size: 2 },
        ...(after ? { after } : {}),
      });
      changes.push(...page.items);
      after = page.next;
      more = after !== null;
    }
    assert.deepEqual(
      changes.map(({ which, before_fen, after_fen, by, reason }) => [
        ...[which, before_fen, after_fen, by, reason],
      ]).toSorted(),
      [
        ["price_fen", 100, 90, "店主", "换季"],
        ["list_price_fen", null, 200, "店主", "进价未定"],
        ["cost_fen", 40, null, "店主", "进价未定"],
        ["price_fen", null, 100, "店主", "上架"],
        ["cost_fen", null, 40, "店主", "上架"],
      ].toSorted(),
    );
  }));

Deno.test("an archived product is sold to nobody and edited as it is, and put on sale again it is back", () =>
  onMall(async (mall, db) => {
    const { id, skus } = await cup(mall);
    const buyer = await mall.member();
    await db.call(buyer, "set_cart_line", { sku: skus[0], quantity: 1 });
    const on_sale = async () =>
      (await db.call<{ lines: { on_sale: boolean }[] }>(buyer, "get_cart")).lines[0]!.on_sale;
    assert.equal(await on_sale(), true);
    await mall.command("archive_product", { product_id: id, reason });
    await refuses(
      "PRODUCT_NOT_FOUND",
      db.call({ role: "anon" }, "get_product", { shop: mall.shop, product: id }),
    );
    assert.equal(await on_sale(), false);
    const { product } = await read(mall, id);
    await mall.saveProduct({ ...product, title: "旧杯" });
    assert.equal((await read(mall, id)).status, "archived");
    const page = async (status?: string) =>
      (await db.call<{ items: unknown[] }>(mall.owner, "staff_list_products", {
        ...{ shop: mall.shop },
        ...(status ? { status } : {}),
      })).items.length;
    assert.deepEqual([await page(), await page("archived")], [0, 1]);
    await mall.command("set_product_status", { product_id: id, on_sale: true, reason });
    assert.deepEqual([await page(), await on_sale()], [1, true]);
  }));
