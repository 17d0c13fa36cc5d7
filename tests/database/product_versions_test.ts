import assert from "node:assert/strict";
import type { PriceChangePage, ProductChanged } from "@/contracts/staff/catalog.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { cup, read, reason } from "@/tests/support/product_saving.ts";

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

Deno.test("a product's code is unique: of ten new products saved with one code at the same moment, one is made", () =>
  onMall(async (mall, db) => {
    const tea = (product: object) =>
      mall.saveProduct({ title: "茶", skus: [{ values: [], price_fen: 100 }], ...product });
    const made = await Promise.allSettled(Array.from({ length: 10 }, () => tea({ code: "A-1" })));
    const codes = made.map((one) => one.status === "rejected" ? one.reason.message : "done");
    assert.deepEqual(codes.toSorted(), [...Array(9).fill("INVALID_REQUEST"), "done"]);
    const { id } = await tea({});
    const { product } = await read(mall, id);
    assert.match(product.code, /^[0-9a-z]{10}$/);
    await refuses("INVALID_REQUEST", mall.saveProduct({ ...product, code: "A-1" }));
    const { code: _, ...unnamed } = product;
    await mall.saveProduct(unnamed);
    assert.equal((await read(mall, id)).product.code, product.code);
    const rows = await db.sql`select count(*)::int as n from catalog.products where code = 'A-1'`;
    assert.equal(rows[0]!.n, 1);
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
