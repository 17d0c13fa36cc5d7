import type { ExportedProduct } from "@/contracts/staff/product_files.ts";
import { columns } from "./columns.ts";
import type { FileProblem } from "./problems.ts";

export type Cell = string | number | null;

/** A row of headings, and one for each SKU. */
export function tableOf(products: readonly ExportedProduct[]): Cell[][] {
  return [
    columns.map(({ heading }) => heading),
    ...products.flatMap((product) =>
      product.skus.map((sku) => columns.map(({ show }) => show(product, sku)))
    ),
  ];
}

/** What to begin with: one product in two specs, and one without. */
export function template(): Cell[][] {
  const sku = { ...{ barcode: null, list_price_fen: null, weight_g: 250 }, on_sale: true };
  const tea = {
    ...{ subtitle: "明前采摘", category: null, freight_template: null, status: "draft" as const },
    ...{ distributable: true, purchase_limit: null, position: 0 },
  };
  return tableOf([
    {
      ...tea,
      ...{ code: "TEA-1", title: "示例：龙井", specs: ["净含量"] },
      skus: [
        {
          ...sku,
          values: ["100 克"],
          code: "TEA-1-100",
          price_fen: 8800,
          cost_fen: 4000,
          stock: 20,
        },
        {
          ...sku,
          values: ["250 克"],
          code: "TEA-1-250",
          price_fen: 19_800,
          cost_fen: 9000,
          stock: 10,
        },
      ],
    },
    {
      ...tea,
      ...{ code: "CUP-1", title: "示例：茶杯", subtitle: null, specs: [] },
      skus: [{ ...sku, values: [], code: null, price_fen: 3900, cost_fen: null, stock: 50 }],
    },
  ]);
}

export function problemTable(problems: readonly FileProblem[]): Cell[][] {
  return [
    ["行", "商品编码", "列", "问题"],
    ...problems.map(({ row, code, heading, message }) => [row, code, heading ?? "整行", message]),
  ];
}

/** CSV as Excel opens it rightly: UTF-8 with its mark, and nothing that it would take for a formula. */
export async function csvOf(table: Cell[][]): Promise<Blob> {
  const { default: Papa } = await import("papaparse");
  const text = Papa.unparse(table, { escapeFormulae: /^'*[=+\-@]/ });
  return new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" });
}

/** Text stays text, so that no code loses its zeros; the headings stay in sight. */
export async function xlsxOf(table: Cell[][]): Promise<Blob> {
  const { default: writeExcel } = await import("write-excel-file/universal");
  const [headings, ...rows] = table;
  const bold = headings!.map((value) => ({ value: String(value), fontWeight: "bold" as const }));
  return await writeExcel([bold, ...rows], {
    columns: headings!.map((heading) => ({ width: heading === "商品名称" ? 36 : 14 })),
    stickyRowsCount: 1,
  }).toBlob();
}

export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
