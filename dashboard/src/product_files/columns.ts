import type { ExportedProduct } from "@/contracts/staff/product_files.ts";
import { product_words } from "../goods/words.ts";
import { fenOf, yuanOf } from "../lib/yuan.ts";

type ExportedSku = ExportedProduct["skus"][number];

/** A column of a file of products: what it is called, what it says of a product or a SKU, both ways. */
export interface Column {
  heading: string;
  of: "product" | "sku";
  /** Its name in contracts/staff/product_files.ts. */
  field: string;
  /** What a cell says, which is not empty; undefined where it says nothing that fits. */
  read(text: string): unknown;
  /** What it should have been. */
  wrong?: string;
  /** Whether an empty cell takes away what is there; elsewhere it leaves it as it is. */
  isCleared?: true;
  /** A number stays one in a spreadsheet. */
  show(product: ExportedProduct, sku: ExportedSku): string | number | null;
}

const text = (cell: string) => cell;
const count = (cell: string) => /^\d{1,9}$/.test(cell) ? Number(cell) : undefined;
/** Amounts are typed with signs and commas too: ¥1,299.00. */
const money = (cell: string) => fenOf(cell.replace(/^[¥￥]|元$|,/g, "").trim()) ?? undefined;
const oneOf = (words: Record<string, boolean>) => (cell: string) => words[cell];
const shown = (fen: number | null) => fen === null ? null : Number(yuanOf(fen));

const states = Object.fromEntries(
  Object.entries(product_words).map(([status, { text }]) => [text, status === "on_sale"]),
);
const not_money = "应为金额，最多两位小数";
const not_count = "应为整数";

export const code_heading = "商品编码";

/** Up to three dimensions stand in pairs of columns of their own. */
export const spec_headings = [1, 2, 3].map((n) => ({ name: `规格项${n}`, value: `规格值${n}` }));

const product_columns: Column[] = [
  {
    ...{ heading: code_heading, of: "product", field: "code", read: text },
    show: ({ code }) => code,
  },
  {
    ...{ heading: "商品名称", of: "product", field: "title", read: text },
    show: ({ title }) => title,
  },
  {
    ...{ heading: "副标题", of: "product", field: "subtitle", read: text, isCleared: true },
    show: ({ subtitle }) => subtitle,
  },
  {
    ...{ heading: "分类", of: "product", field: "category", read: text, isCleared: true },
    show: ({ category }) => category,
  },
  {
    ...{ heading: "运费模板", of: "product", field: "freight_template", read: text },
    isCleared: true,
    show: ({ freight_template }) => freight_template,
  },
  {
    ...{ heading: "商品状态", of: "product", field: "on_sale" },
    read: oneOf({ ...states, 上架: true, 下架: false }),
    wrong: "应为“在售”“已下架”或“草稿”",
    show: ({ status }) => product_words[status].text,
  },
  {
    ...{ heading: "参与推广", of: "product", field: "distributable" },
    read: oneOf({ 是: true, 否: false }),
    wrong: "应为“是”或“否”",
    show: ({ distributable }) => distributable ? "是" : "否",
  },
  {
    ...{ heading: "每人限购", of: "product", field: "purchase_limit", read: count },
    wrong: not_count,
    isCleared: true,
    show: ({ purchase_limit }) => purchase_limit,
  },
  {
    ...{ heading: "排序", of: "product", field: "position", read: count, wrong: not_count },
    show: ({ position }) => position,
  },
];

const sku_columns: Column[] = [
  {
    ...{ heading: "商家编码", of: "sku", field: "code", read: text, isCleared: true },
    show: (_, { code }) => code,
  },
  {
    ...{ heading: "条码", of: "sku", field: "barcode", read: text, isCleared: true },
    show: (_, { barcode }) => barcode,
  },
  {
    ...{ heading: "售价", of: "sku", field: "price_fen", read: money, wrong: not_money },
    show: (_, { price_fen }) => shown(price_fen),
  },
  {
    ...{ heading: "划线价", of: "sku", field: "list_price_fen", read: money, wrong: not_money },
    isCleared: true,
    show: (_, { list_price_fen }) => shown(list_price_fen),
  },
  {
    ...{ heading: "成本", of: "sku", field: "cost_fen", read: money, wrong: not_money },
    isCleared: true,
    show: (_, { cost_fen }) => shown(cost_fen),
  },
  {
    ...{ heading: "重量（克）", of: "sku", field: "weight_g", read: count, wrong: not_count },
    show: (_, { weight_g }) => weight_g,
  },
  {
    ...{ heading: "规格状态", of: "sku", field: "on_sale" },
    read: oneOf({ 在售: true, 停售: false }),
    wrong: "应为“在售”或“停售”",
    show: (_, { on_sale }) => on_sale ? "在售" : "停售",
  },
  {
    ...{ heading: "库存", of: "sku", field: "initial_stock", read: count, wrong: not_count },
    show: (_, { stock }) => stock,
  },
];

const spec_columns = spec_headings.flatMap(({ name, value }, n): Column[] => [
  {
    ...{ heading: name, of: "product", field: `specs.${n}`, read: text },
    show: ({ specs }) => specs[n] ?? null,
  },
  {
    ...{ heading: value, of: "sku", field: `values.${n}`, read: text },
    show: (_, { values }) => values[n] ?? null,
  },
]);

/** Every column, in the order in which they are written. */
export const columns: readonly Column[] = [...product_columns, ...spec_columns, ...sku_columns];

/** Under which heading a field stands that the mall names; null where under none. */
export function headingOf(field: string | null, isOfLine: boolean): string | null {
  if (field === null) return null;
  const of = isOfLine ? "sku" : "product";
  const own = columns.filter((column) => column.of === of);
  const exact = own.find((column) => column.field === field);
  const first = own.find((column) => column.field.split(".")[0] === field.split(".")[0]);
  return (exact ?? first)?.heading ?? null;
}
