import assert from "node:assert/strict";
import type { Categories, Home, Product, ProductPage } from "@/contracts/catalog.ts";
import type { SavedProduct, StaffProductPage, StockLine } from "@/contracts/staff/catalog.ts";
import { Mall, named, newKey } from "@/tests/support/mall.ts";
import { type TestClaims, testDatabase } from "@/tests/support/database.ts";

const anybody = { role: "anon" };
const reason = "上架";

interface ProductInput {
  id?: string;
  title: string;
  specs?: { name: string; values: { name: string }[] }[];
  skus: Record<string, unknown>[];
  [field: string]: unknown;
}

function saveProduct(mall: Mall, product: ProductInput): Promise<SavedProduct> {
  return mall.saveProduct(product, reason);
}

function read(mall: Mall, product: string): Promise<Product> {
  return mall.db.call<Product>(anybody, "get_product", { shop: mall.shop, product });
}

const two_dimensions = {
  title: "手工茶杯",
  subtitle: "景德镇",
  images: ["https://p/1.png", "https://p/2.png"],
  description: "薄胎",
  detail_images: ["https://p/d.png"],
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
    assert.deepEqual(product.detail_images, two_dimensions.detail_images);
    assert.equal(product.description, "薄胎");
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
    const home = await db.call<Home>(anybody, "get_home", { shop: mall.shop });
    assert.equal(home.recommended.length, 10);
    assert.equal(home.newest[0]!.title, "商品12");
    assert.deepEqual(home.newest.slice(0, 2).map(({ in_stock }) => in_stock), [false, true]);
    assert.equal(home.shop.discount, null);
    await assert.rejects(db.call(anybody, "get_home", { shop: "nowhere" }), {
      message: "SHOP_NOT_FOUND",
    });
  });

  await db.drop();
});

Deno.test("stock by hand", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const saved = await saveProduct(mall, {
    title: "茶",
    skus: [{ values: [], price_fen: 100, initial_stock: 50 }],
  });
  const sku_id = saved.skus[0]!;
  const adjust = (delta: number, key = newKey()) =>
    db.call<StockLine>(mall.owner, "adjust_stock", {
      shop: mall.shop,
      sku_id,
      delta,
      reason: "盘点",
      idempotency_key: key,
    });

  await t.step("units are spread evenly over the buckets, the emptiest first", async () => {
    const spread = async () => {
      const [row] = await db.sql`
        select min(available) as low, max(available) as high, count(*)::int as buckets from catalog.stock`;
      return { ...row };
    };
    assert.deepEqual(await spread(), { low: 3, high: 4, buckets: 16 });
    assert.equal((await adjust(14)).available, 64);
    assert.deepEqual(await spread(), { low: 4, high: 4, buckets: 16 });
  });

  await t.step("units go, never below zero; the movements sum to what is left", async () => {
    assert.equal((await adjust(-60)).available, 4);
    await assert.rejects(adjust(-5), { message: "STOCK_BELOW_ZERO" });
    assert.equal((await adjust(-4)).available, 0);
    await assert.rejects(adjust(0), { message: "INVALID_REQUEST" });
    const [row] = await db
      .sql`select sum(delta)::int as sum from catalog.stock_movements where sku_id = ${sku_id}`;
    assert.equal(row!.sum, 0);
  });

  await t.step("30 corrections at once, half up and half down, lose nothing", async () => {
    await adjust(100);
    await Promise.all(Array.from({ length: 30 }, (_, n) => adjust(n % 2 ? 7 : -5)));
    assert.equal(await mall.available(sku_id), 130);
  });

  await t.step("one key corrects once", async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => adjust(10, key)));
    assert.equal(new Set(answers.map(({ available }) => available)).size, 1);
    assert.equal(await mall.available(sku_id), 140);
    await assert.rejects(adjust(11, key), { message: "IDEMPOTENCY_CONFLICT" });
  });

  await t.step("staff see the exact figure, another shop's do not", async () => {
    await adjust(2000);
    const page = await db.call<{ items: StockLine[] }>(mall.owner, "list_stock", {
      shop: mall.shop,
    });
    assert.deepEqual(page.items.map(({ available }) => available), [2140]);
    const products = async (filter: Record<string, unknown>) =>
      (await db.call<StaffProductPage>(mall.owner, "staff_list_products", {
        shop: mall.shop,
        ...filter,
      })).items.map(({ title, skus }) => [title, skus[0]!.price_fen, skus[0]!.available]);
    assert.deepEqual(await products({ status: "on_sale", query: "茶" }), [["茶", 100, 2140]]);
    assert.deepEqual(await products({ query: "%" }), []);
    assert.deepEqual(await products({ status: "off_sale" }), []);
    const elsewhere = await Mall.open(db, "elsewhere");
    const foreign = db.call(elsewhere.owner, "adjust_stock", {
      shop: elsewhere.shop,
      sku_id,
      delta: 1,
      reason: "盘点",
      idempotency_key: newKey(),
    });
    await assert.rejects(foreign, { message: "SKU_NOT_FOUND" });
  });

  await db.drop();
});

Deno.test("pictures of goods in Storage", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const elsewhere = await Mall.open(db, "elsewhere");
  const put = (claims: Record<string, unknown>, folder: string) =>
    db.as("authenticator").begin(async (tx) => {
      await tx`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
      await tx`set local role authenticated`;
      const name = `${folder}/${crypto.randomUUID()}.png`;
      await tx`insert into storage.objects (bucket_id, name) values ('goods', ${name})`;
      return (await tx`select name from storage.objects`).length;
    });

  await t.step(
    "staff of the catalogue put files under their own shop and see only those",
    async () => {
      assert.equal(await put(mall.owner, mall.shop_id), 1);
      assert.equal(await put(elsewhere.owner, elsewhere.shop_id), 1);
    },
  );

  await t.step("nobody else puts any: another shop's, support, members", async () => {
    const denied = { code: "42501" };
    await assert.rejects(put(mall.owner, elsewhere.shop_id), denied);
    await assert.rejects(put(await mall.staff("support"), mall.shop_id), denied);
    await assert.rejects(put(await mall.member(), mall.shop_id), denied);
    await assert.rejects(put({ ...mall.owner, kind: "member" }, mall.shop_id), denied);
    const left = await mall.staff("manager");
    assert.equal(await put(left, mall.shop_id), 2);
    await db.sql`update shop.staff set status = 'left' where user_id = ${String(left.sub)}`;
    await assert.rejects(put(left, mall.shop_id), denied);
  });

  await db.drop();
});
