import assert from "node:assert/strict";
import { readTable } from "./table.ts";

const told = (table: string[][]) => {
  const { problems, products, left_out } = readTable(table);
  return {
    problems: problems.map(({ row, heading, message }) => [row, heading, message]),
    codes: products.map(({ product }) => product.code),
    left_out,
  };
};

Deno.test("rows of one code are one product wherever they stand: what is said once counts for all, empty cells clear", () => {
  const { products } = readTable([
    [],
    ["商品编码", "商品名称", "副标题", "规格项1", "规格值1", "售价", "成本", "重量(克)"],
    ["A", "茶", "", "色", "青", "￥1,299.00", "", ""],
    ["B", "杯", "薄", "", "", "5元", "2", "30"],
    ["", "", "", "", "", "", "", ""],
    ["A", "", "", "", "白", "7", "", ""],
  ]);
  assert.deepEqual(products, [
    {
      product: {
        ...{ code: "A", title: "茶", subtitle: null, specs: ["色"] },
        skus: [
          { price_fen: 129_900, cost_fen: null, values: ["青"] },
          { price_fen: 700, cost_fen: null, values: ["白"] },
        ],
      },
      rows: [3, 6],
    },
    {
      product: {
        ...{ code: "B", title: "杯", subtitle: "薄", specs: [] },
        skus: [{ price_fen: 500, cost_fen: 200, weight_g: 30, values: [] }],
      },
      rows: [4],
    },
  ]);
});

Deno.test("each wrong cell is told with its row and column, and its product alone is left out", () => {
  assert.deepEqual(
    told([
      ["商品编码", "商品名称", "参与推广", "规格项1", "规格值1", "规格项2", "规格值2", "售价"],
      ["A", "茶", "对", "色", "青", "", "", "1.234"],
      ["A", "茶叶", "是", "色", "青", "", "大", "1"],
      ["", "杯", "", "", "", "", "", "1"],
      ["C", "壶", "", "色", "", "", "", "1"],
      ["D", "碗", "", "", "", "大小", "小", "1"],
      ["E", "盘", "否", "", "", "", "", "1"],
    ]),
    {
      problems: [
        [2, "参与推广", "“对”不对，应为“是”或“否”"],
        [2, "售价", "“1.234”不对，应为金额，最多两位小数"],
        [3, "商品名称", "和第 2 行写的不一样"],
        [3, "参与推广", "和第 2 行写的不一样"],
        [3, "规格项2", "请填写规格项的名称，例如 颜色"],
        [4, "商品编码", "请填写商品编码"],
        [5, "规格值1", "请填写“色”是什么"],
        [6, "规格项1", "空着，后面的“规格项2”却有内容"],
      ],
      codes: ["E"],
      left_out: 4,
    },
  );
  assert.deepEqual(
    told([["商品编码", "商家编码", "售价"], ["A", "1", "1"], ["A", "1", "2"], ["A", "2", "2"]]),
    { problems: [[3, null, "和第 2 行是同一个规格"]], codes: [], left_out: 1 },
  );
  const many = Array.from({ length: 201 }, (_, n) => ["A", String(n)]);
  assert.deepEqual(told([["商品编码", "商家编码"], ...many]).problems, [
    [202, null, "一个商品最多 200 个规格"],
  ]);
});
