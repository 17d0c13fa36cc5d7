import assert from "node:assert/strict";
import type { ImportReport } from "@/contracts/staff/product_files.ts";
import type { TestDatabase } from "@/tests/support/database.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { exported, fileOf, imported } from "@/tests/support/product_files.ts";
import { cup, read, reason } from "@/tests/support/product_saving.ts";

/** What must not move when nothing changes. */
async function traces({ sql }: TestDatabase) {
  const [row] = await sql`
    select (select count(*)::int from ops.audit_log where command = 'save_product') as saves,
           (select count(*)::int from catalog.price_changes) as prices,
           (select count(*)::int from catalog.stock_movements) as movements,
           (select sum(version)::int from catalog.products) as versions`;
  return row;
}

const problemsOf = ({ problems }: Awaited<ReturnType<typeof imported>>) =>
  problems.map(({ row, heading, message }) => [row, heading, message]);

async function shelf(mall: Mall, name: string, parent_id: string | null = null) {
  const { id } = await mall.command<{ id: string }>("save_category", {
    ...{ category: { name, parent_id }, reason },
  });
  return id;
}

Deno.test("what is exported and imported again changes nothing: no version, price, stock or audit row", () =>
  onMall(async (mall, db) => {
    const tea = await shelf(mall, "茶");
    const category_id = await shelf(mall, "绿茶", tea);
    const { id } = await cup(mall);
    const { product } = await read(mall, id);
    const [first, ...others] = product.skus;
    await mall.saveProduct({
      ...product,
      ...{
        category_id,
        subtitle: '薄胎，"手工"',
        purchase_limit: 3,
        parameters: [{ name: "产地", value: "浙江" }],
        position: 7,
      },
      skus: [
        { ...first, code: "007", list_price_fen: 1999, weight_g: 250, on_sale: false },
        ...others,
      ],
    });
    await mall.product([100]);
    await mall.saveProduct({ title: "草稿", on_sale: false, skus: [{ values: [], price_fen: 5 }] });
    const before = await traces(db);
    const file = fileOf(await exported(mall));
    assert.equal(file.length, 1 + 6 + 1 + 1);
    const report = await imported(mall, file);
    assert.deepEqual(report.problems, []);
    assert.deepEqual(report.outcomes, { created: 0, changed: 0, unchanged: 3, refused: 0 });
    const [draft] = await exported(mall);
    const { items } = await mall.command<ImportReport>("import_products", {
      products: [{
        ...{ code: draft!.code, title: " 草稿 ", subtitle: "", category: "", on_sale: null },
        skus: [{ code: " ", barcode: "", price_fen: 5, weight_g: null, initial_stock: 9 }],
      }],
      reason,
    });
    assert.deepEqual(items.map(({ outcome }) => outcome), ["unchanged"]);
    assert.deepEqual(await traces(db), before);
    const pages = await db.sql`
      select (detail ? 'after') as is_further from ops.audit_log where command = 'export_products' order by id`;
    assert.deepEqual(pages.map((page) => page.is_further), [false, true, false, true]);
  }));

Deno.test("a category is deleted while an import fills it: one of the two is refused, and there is no deadlock", () =>
  onMall(async (mall) => {
    const names = Array.from({ length: 8 }, (_, n) => `架 ${n}`);
    const shelves = await Promise.all(names.map((name) => shelf(mall, name)));
    const products = names.map((name, n) => ({
      ...{ code: `P${n}`, title: "茶", category: name, skus: [{ price_fen: 1 }] },
    }));
    const [{ items }, ...deleted] = await Promise.all([
      mall.command<ImportReport>("import_products", { products, reason }),
      ...shelves.toReversed().map((category_id) =>
        mall.command("delete_category", { category_id, reason }).then(
          () => "gone",
          (error: Error) => error.message,
        )
      ),
    ]);
    assert.deepEqual(
      deleted.toReversed(),
      items.map(({ outcome }) => outcome === "created" ? "CATEGORY_NOT_EMPTY" : "gone"),
    );
  }));

Deno.test("a file changes what it names and nothing else: other columns, other SKUs and stock stay", () =>
  onMall(async (mall) => {
    const { id } = await cup(mall);
    await mall.saveProduct({ ...(await read(mall, id)).product, code: "CUP" });
    const before = await read(mall, id);
    const report = await imported(mall, [
      ["商品编码", "规格项1", "规格值1", "规格项2", "规格值2", "售价", "库存"],
      ["CUP", "颜色", "青", "大小", "小", "¥1,234.50", "99"],
      ["CUP", "颜色", "蓝", "大小", "小", "88", "5"],
    ]);
    assert.deepEqual([report.problems, report.outcomes.changed], [[], 1]);
    const after = await read(mall, id);
    const [first, ...others] = before.product.skus;
    assert.deepEqual(after.product.skus.slice(0, 6), [{ ...first, price_fen: 123_450 }, ...others]);
    const blue = after.product.skus[6]!;
    assert.deepEqual([blue.values, blue.price_fen, blue.on_sale], [["蓝", "小"], 8800, true]);
    assert.deepEqual(after.skus.map(({ available }) => available), [1, 2, 3, 11, 12, 13, 5]);
    assert.deepEqual(
      [after.product.title, after.product.version],
      [before.product.title, before.product.version + 1],
    );
  }));

Deno.test("without columns for specs a SKU is found by its code, and a code under another spec is refused", () =>
  onMall(async (mall) => {
    const { id } = await cup(mall);
    const { product } = await read(mall, id);
    const skus = product.skus.map((sku, n) => ({ ...sku, code: `K${n}` }));
    await mall.saveProduct({ ...product, code: "CUP", skus });
    const heads = ["商品编码", "商家编码", "售价"];
    await imported(mall, [heads, ["CUP", "K5", "7"]]);
    assert.equal((await read(mall, id)).product.skus[5]!.price_fen, 700);
    const vague = await imported(mall, [heads, ["CUP", "K9", "7"]]);
    assert.deepEqual(problemsOf(vague), [[2, "规格值1", "这个商品有几个规格，请写明规格值"]]);
    const specs = ["规格项1", "规格值1", "规格项2", "规格值2"];
    const moved = await imported(mall, [
      [...heads, ...specs],
      ["CUP", "K0", "7", "颜色", "青", "大小", "特小"],
    ]);
    assert.deepEqual(problemsOf(moved), [[2, "商家编码", "商家编码“K0”已经是“青 / 小”的"]]);
    const renamed = await imported(mall, [
      [...heads, ...specs],
      ["CUP", "K0", "7", "釉色", "青", "大小", "小"],
    ]);
    assert.match(renamed.problems[0]!.message, /现有的规格项是“颜色、大小”/);
    assert.equal(renamed.problems[0]!.heading, "规格项1");
  }));

Deno.test("categories and freight templates are named; a name that is missing or means several is refused", () =>
  onMall(async (mall) => {
    const tea = await shelf(mall, "茶");
    const green = await shelf(mall, "绿茶", tea);
    await shelf(mall, "杯");
    const second = await shelf(mall, "杯");
    const line = (
      code: string,
      category: string,
      freight = "",
    ) => [code, code, category, freight, "1"];
    const heads = ["商品编码", "商品名称", "分类", "运费模板", "售价"];
    const report = await imported(mall, [
      heads,
      ...[line("A", "茶＞ 绿茶"), line("B", "杯"), line("C", "绿茶"), line("D", "", "空运")],
    ]);
    assert.deepEqual(problemsOf(report), [
      [3, "分类", "有几个分类都叫“杯”"],
      [4, "分类", "没有“绿茶”这个分类"],
      [5, "运费模板", "没有“空运”这个运费模板"],
    ]);
    const [made] = await exported(mall);
    assert.deepEqual([made!.category, made!.status], ["茶 > 绿茶", "draft"]);
    const [{ id, category_id }] = await mall.db
      .sql`select id, category_id from catalog.products` as [
        { id: string; category_id: string },
      ];
    assert.equal(category_id, green);
    await mall.saveProduct({ ...(await read(mall, id)).product, category_id: second });
    const again = await imported(mall, [heads, line("A", "杯")]); // the name now means the category that it is in
    assert.deepEqual([again.problems, again.outcomes.unchanged], [[], 1]);
  }));

Deno.test("one file imported by six people at once makes each product once, and the others find nothing to change", () =>
  onMall(async (mall, db) => {
    const file = [
      ["商品编码", "商品名称", "规格项1", "规格值1", "售价", "库存"],
      ...Array.from({ length: 60 }, (_, n) => [
        ...[`P${n % 30}`, `茶 ${n % 30}`, "款式", n < 30 ? "甲" : "乙", "9.90", "3"],
      ]),
    ];
    const reports = await Promise.all(
      Array.from(
        { length: 6 },
        (_, n) => imported(mall, n % 2 ? [file[0]!, ...file.slice(1).toReversed()] : file),
      ),
    );
    const sum = (name: keyof (typeof reports)[number]["outcomes"]) =>
      reports.reduce((total, { outcomes }) => total + outcomes[name], 0);
    assert.deepEqual([sum("created"), sum("unchanged"), sum("changed"), sum("refused")], [
      ...[30, 150, 0, 0],
    ]);
    assert.deepEqual(await traces(db), { saves: 30, prices: 60, movements: 60, versions: 30 });
  }));

Deno.test("only staff who may change goods import them; a portion has bounds, and a malformed product is refused alone", () =>
  onMall(async (mall) => {
    const finance = await mall.staff("finance");
    const one = { code: "A", title: "茶", skus: [{ price_fen: 1 }] };
    const bring = (products: unknown, by = mall.owner) =>
      mall.command<{ items: { outcome: string }[] }>("import_products", { products, reason }, by);
    await refuses("FORBIDDEN", bring([one], finance));
    await refuses("INVALID_REQUEST", bring(Array(51).fill(one)));
    await refuses("INVALID_REQUEST", bring([{ ...one, code: " " }]));
    await refuses("INVALID_REQUEST", bring([{ ...one, id: crypto.randomUUID() }]));
    const { items } = await bring([
      { ...one, code: "B", skus: [1] },
      { ...one, code: "C", skus: [{ price_fen: -1 }] },
      { ...one, code: "D", skus: [{ price_fen: 1, id: crypto.randomUUID() }] },
      one,
    ]);
    assert.deepEqual(items.map(({ outcome }) => outcome), [
      ...["refused", "refused", "refused", "created"],
    ]);
  }));
