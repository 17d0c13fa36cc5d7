import assert from "node:assert/strict";
import { onMall } from "@/tests/support/on_mall.ts";
import { imported } from "@/tests/support/product_files.ts";

const heads = [
  ...["商品编码", "商品名称", "分类", "商品状态", "参与推广", "每人限购"],
  ...["规格项1", "规格值1", "商家编码", "售价", "成本", "重量（克）"],
];
const sizes = Array.from({ length: 10 }, (_, m) => `${50 * (m + 1)} 克`);

/** Five hundred teas in ten sizes each, one row a SKU. */
const lines = () =>
  Array.from({ length: 500 }, (_, n) =>
    sizes.map((size, m) => [
      ...[`T-${n}`, `春茶 ${n}`, "茶", "在售", "是", "9", "净含量", size, `T-${n}-${m}`],
      ...[`${n + m}.50`, `${n}.20`, String(50 * (m + 1))],
    ])).flat();

/** Kinds of mistakes: under which heading, what stands there, and what is said of it. */
const mistakes: [heading: string, cell: string, message: RegExp][] = [
  ["售价", "十元", /“十元”不对，应为金额/],
  ["售价", "9.999", /应为金额/],
  ["售价", "100000001", /不能多于/],
  ["成本", "-1", /应为金额/],
  ["重量（克）", "1.5", /应为整数/],
  ["重量（克）", "99999999", /不能多于/],
  ["规格值1", "", /请填写“净含量”是什么/],
  ["规格值1", "长".repeat(31), /不能多于 30 个字/],
  ["商家编码", "K".repeat(41), /不能多于 40 个字/],
  ["参与推广", "也许", /和第 \d+ 行写的不一样/],
  ["商品状态", "热卖", /写的不一样/],
  ["每人限购", "很多", /写的不一样/],
];

/** Mistakes in all rows of a product, reported once, at its first row. */
const wide_mistakes: typeof mistakes = [
  ["商品名称", "长".repeat(61), /不能多于 60 个字/],
  ["分类", "没有的", /没有“没有的”这个分类/],
];

/** Spoils rows of a file: 34 mistakes in single rows, a row that stands twice, two products. */
function spoil(file: string[][]) {
  const planted: { row: number; heading: string | null; message: RegExp }[] = [];
  for (let k = 0; k < 34; k++) {
    const at = 10 * (7 + 13 * k) + (k % 9) + 1;
    const [heading, cell, message] = mistakes[k % mistakes.length]!;
    file[at]![heads.indexOf(heading)] = cell;
    planted.push({ row: at + 2, heading, message });
  }
  file[10 * 480 + 3]![heads.indexOf("规格值1")] = sizes[0]!;
  planted.push({ row: 10 * 480 + 3 + 2, heading: null, message: /是同一个规格/ });
  wide_mistakes.forEach(([heading, cell, message], k) => {
    const first = 10 * (481 + k);
    for (const line of file.slice(first, first + 10)) line[heads.indexOf(heading)] = cell;
    planted.push({ row: first + 2, heading, message });
  });
  return planted.toSorted((a, b) => a.row - b.row);
}

Deno.test("5,000 rows with 37 mistakes: the report names exactly those, the rest is in, and the same file again changes nothing", () =>
  onMall(async (mall, { sql }) => {
    await mall.command("save_category", { category: { name: "茶" }, reason: "开店" });
    const file = lines();
    const planted = spoil(file);
    const begun = await imported(mall, [heads, ...file.slice(0, 500)]);
    // As autovacuum does in time: a plan made for an empty mall reads every SKU of the shop for each one it saves.
    await sql`analyze catalog.products, catalog.specs, catalog.spec_values, catalog.skus,
      catalog.sku_values`;
    const report = await imported(mall, [heads, ...file]);
    assert.deepEqual(
      report.problems.map(({ row, heading }) => [row, heading]),
      planted.map(({ row, heading }) => [row, heading]),
    );
    report.problems.forEach(({ message }, n) => assert.match(message, planted[n]!.message));
    assert.equal(report.problems.length, 37);
    const spoilt = new Set(planted.map(({ row }) => Math.floor((row - 2) / 10))).size;
    assert.equal(begun.outcomes.created + report.outcomes.created, 500 - spoilt);
    assert.equal(report.outcomes.unchanged, begun.outcomes.created);
    const count = () =>
      sql`
      select (select count(*)::int from catalog.products) as products,
             (select count(*)::int from catalog.skus where price_fen % 100 = 50) as skus,
             (select sum(version)::int from catalog.products) as versions,
             (select count(*)::int from ops.audit_log) as audited,
             (select count(*)::int from catalog.price_changes) as prices`;
    const [before] = await count();
    assert.deepEqual([before!.products, before!.skus], [500 - spoilt, 10 * (500 - spoilt)]);
    const again = await imported(mall, [heads, ...file]);
    assert.deepEqual(again.problems, report.problems);
    assert.deepEqual([again.outcomes.created, again.outcomes.changed], [0, 0]);
    assert.deepEqual((await count())[0], before);
  }));
