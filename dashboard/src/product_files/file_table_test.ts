import assert from "node:assert/strict";
import { tableOf } from "./file_table.ts";
import { columns } from "./columns.ts";
import { FileRefused } from "./problems.ts";
import { readTable } from "./table.ts";
import { csvOf, tableOf as tableOfProducts, template, xlsxOf } from "./writing.ts";

const file = (parts: BlobPart[], name = "商品.csv") => new File(parts, name);

/** The words in which something is refused. */
async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof FileRefused, String(error));
    return error.message;
  }
  assert.fail("was taken");
}

/** 商品编码,售价 and 茶,9.90 as a Chinese Windows writes them. */
const gbk = new Uint8Array([
  ...[0xc9, 0xcc, 0xc6, 0xb7, 0xb1, 0xe0, 0xc2, 0xeb, 0x2c, 0xca, 0xdb, 0xbc, 0xdb, 0x0d, 0x0a],
  ...[0xb2, 0xe8, 0x2c, 0x39, 0x2e, 0x39, 0x30],
]);

Deno.test("a CSV is read in UTF-8 with and without its mark, in GB18030 and in UTF-16", async () => {
  const text = "商品编码,售价\r\n茶,9.90";
  const wide = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(
      Uint16Array.from(
        text.replaceAll(",", "\t"),
        (letter) => letter.charCodeAt(0),
      ).buffer,
    ),
  ]);
  for (const parts of [[text], ["\ufeff", text], [gbk], [wide]]) {
    assert.deepEqual(await tableOf(file(parts)), [["商品编码", "售价"], ["茶", "9.90"]]);
  }
});

Deno.test("what is exported is read again as it was: as CSV and as a spreadsheet, formulas and zeros too", async () => {
  const odd = tableOfProducts([{
    ...{ code: "007", title: '=1+1 "茶", 二\n行', subtitle: "'=x", category: "茶 > 绿茶" },
    ...{ freight_template: null, status: "on_sale", distributable: false, purchase_limit: 3 },
    ...{ position: 0, specs: ["净含量"] },
    skus: [{
      ...{ values: ["100 克"], code: "-1", barcode: "06901234567890", price_fen: 1999 },
      ...{ list_price_fen: null, cost_fen: 10, weight_g: 250, on_sale: true, stock: 7 },
    }],
  }]);
  const text = (table: unknown[][]) => table.map((row) => row.map((cell) => String(cell ?? "")));
  for (const written of [await csvOf(odd), await xlsxOf(odd)]) {
    assert.deepEqual(await tableOf(file([written])), text(odd));
  }
  const begun = readTable(await tableOf(file([await xlsxOf(template())], "模板.xlsx")));
  assert.deepEqual([begun.problems, begun.products.length], [[], 2]);
  assert.deepEqual(begun.headings, columns.map(({ heading }) => heading));
});

Deno.test("a file that is too large, old, locked, broken or no table is refused in words before it is read", async () => {
  const large = { name: "大.csv", size: 30 * 1024 * 1024 } as File; // has no content to read
  assert.match(await refusal(() => tableOf(large)), /文件有 30.0 MB，最多 10.0 MB/);
  const ole = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]);
  assert.match(await refusal(() => tableOf(file([ole], "旧.xls"))), /旧版 Excel/);
  const broken = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]);
  assert.match(await refusal(() => tableOf(file([broken]))), /读不出来/);
  assert.match(
    await refusal(() => tableOf(file([new Uint8Array([0x89, 0x50, 0, 0])]))),
    /不是表格文件/,
  );
});

Deno.test("a wrong column is refused by its name and place, also in GBK, and so is a missing or double one", async () => {
  const [heads] = await tableOf(file([gbk]));
  const wrong = (...headings: string[]) => refusal(() => readTable([headings, ["x"]]));
  assert.match(await wrong(...heads!, "价钱"), /不认识这一列：“价钱”（C 列）.*售价/);
  assert.match(await wrong("商品名称"), /缺少“商品编码”这一列/);
  assert.match(await wrong("商品编码", "售价", " 售 价"), /“售价”这一列出现了两次/);
  assert.match(await wrong("商品编码", "规格值1"), /“规格项1”和“规格值1”要一起有/);
  assert.match(await refusal(() => readTable([["商品编码"], ["A", "9"]])), /B 列没有标题，第 2 行/);
  assert.match(await refusal(() => readTable([["商品编码"], [""]])), /只有标题/);
  assert.match(await refusal(() => readTable([])), /空的/);
});
