import type { Parameter } from "@/contracts/catalog.ts";
import type { FieldProblem } from "@/contracts/errors.ts";
import { sku_most } from "@/contracts/lists.ts";
import { rich_text_most } from "@/contracts/rich_text.ts";
import type { SaveProduct, SaveSku } from "@/contracts/staff/catalog.ts";
import { fenOf } from "../lib/yuan.ts";
import { lengthOf } from "../ui/rich_text/blocks.ts";
import {
  combinationsOf,
  type Draft,
  type DraftParameter,
  type DraftSku,
  type DraftSpec,
  skuOf,
} from "./draft.ts";

/** What is wrong, by where it stands: `title`, `specs.0.name`, `skus.<key of the row>.price_fen`. */
export type Problems = Record<string, string>;

/** A draft as it is sent, with the rows of its SKUs in that order; and what must be mended before. */
export interface Sent {
  product: SaveProduct;
  rows: string[];
  problems: Problems;
}

export function sentOf(draft: Draft): Sent {
  const problems: Problems = {};
  if (!draft.title.trim()) problems.title = "请填写商品名称";
  draft.specs.forEach((spec, n) => checkSpec(spec, n, draft.specs, problems));
  const rows = combinationsOf(draft.specs).filter(({ key }) => isMeant(skuOf(draft, key)));
  if (rows.length === 0) problems.skus = "至少要有一个规格";
  if (rows.length > sku_most) problems.skus = `规格组合最多 ${sku_most} 个`;
  const skus = rows.map(({ key, values }) =>
    sentSku(skuOf(draft, key), values.map(({ name }) => name.trim()), key, problems)
  );
  if (draft.on_sale && rows.length > 0 && !skus.some(({ on_sale }) => on_sale)) {
    problems.skus = "上架的商品至少要有一个在售的规格";
  }
  const { sale_from, sale_until } = draft;
  if (sale_from && sale_until && Date.parse(sale_until) <= Date.parse(sale_from)) {
    problems.sale_until = "要晚于开售时间";
  }
  const { blocks, letters } = rich_text_most;
  if (draft.rich_text.length > blocks) problems.rich_text = `图文最多 ${blocks} 段`;
  if (lengthOf(draft.rich_text) > letters) {
    problems.rich_text = `图文最多 ${letters / 10_000} 万个字`;
  }
  const { id, version, code, specs, subtitle, parameters, ...rest } = draft;
  const product: SaveProduct = {
    ...rest,
    ...(id ? { id, version } : {}),
    ...(code.trim() ? { code: code.trim() } : {}), // a draft kept by an earlier version has none
    title: draft.title.trim(),
    subtitle: subtitle.trim() || null,
    parameters: sentParameters(parameters, problems),
    specs: specs.map((spec) => ({ ...sentValue(spec), values: spec.values.map(sentValue) })),
    skus,
  };
  return { product, rows: rows.map(({ key }) => key), problems };
}

/** A row without anything is none. */
function sentParameters(rows: DraftParameter[], problems: Problems): Parameter[] {
  const names = rows.map(({ name }) => name.trim());
  rows.forEach(({ value }, n) => {
    if (!names[n] && value.trim()) problems[`parameters.${n}.name`] = "请填写";
    if (names[n] && !value.trim()) problems[`parameters.${n}.value`] = "请填写";
    if (names[n] && names.indexOf(names[n]) < n) problems[`parameters.${n}.name`] = "重复了";
  });
  return rows.map(({ name, value }) => ({ name: name.trim(), value: value.trim() }))
    .filter(({ name, value }) => name || value);
}

/** A row that was left empty and taken off sale is none. */
function isMeant({ id, price, on_sale }: DraftSku): boolean {
  return Boolean(id) || on_sale || price !== "";
}

const sentValue = ({ id, name }: { id?: string; name: string }) =>
  id ? { id, name: name.trim() } : { name: name.trim() };

function checkSpec(spec: DraftSpec, n: number, all: DraftSpec[], problems: Problems): void {
  const at = `specs.${n}`;
  if (!spec.name.trim()) problems[`${at}.name`] = "请填写规格名称";
  if (all.findIndex(({ name }) => name.trim() === spec.name.trim()) < n) {
    problems[`${at}.name`] = "规格名称重复了";
  }
  if (spec.values.length === 0) problems[`${at}.values`] = "至少要有一个规格值";
  spec.values.forEach(({ name }, m) => {
    const first = spec.values.findIndex((other) => other.name.trim() === name.trim());
    if (!name.trim()) problems[`${at}.values.${m}.name`] = "请填写";
    else if (first < m) problems[`${at}.values.${m}.name`] = "重复了";
  });
}

const moneys = [
  { typed: "price", field: "price_fen" },
  { typed: "list_price", field: "list_price_fen" },
  { typed: "cost", field: "cost_fen" },
] as const;

const counts = ["weight_g", "initial_stock", "low_stock"] as const;

function sentSku(sku: DraftSku, values: string[], key: string, problems: Problems): SaveSku {
  const fen: Record<string, number | null> = {};
  for (const { typed, field } of moneys) {
    fen[field] = fenOf(sku[typed]);
    if (sku[typed].trim() && fen[field] === null) problems[`skus.${key}.${field}`] = "不是金额";
  }
  if (!sku.price.trim()) problems[`skus.${key}.price_fen`] = "请填写售价";
  for (const name of counts) {
    if (!/^\d{0,8}$/.test(sku[name].trim())) problems[`skus.${key}.${name}`] = "请填整数";
  }
  return {
    ...(sku.id ? { id: sku.id } : {}),
    values,
    code: sku.code.trim() || null,
    barcode: sku.barcode.trim() || null,
    price_fen: fen.price_fen ?? 0,
    list_price_fen: fen.list_price_fen ?? null,
    cost_fen: fen.cost_fen ?? null,
    weight_g: Number(sku.weight_g.trim()) || 0,
    image_url: sku.image_url,
    on_sale: sku.on_sale,
    initial_stock: Number(sku.initial_stock.trim()) || 0,
    low_stock: sku.low_stock.trim() ? Number(sku.low_stock) : null,
  };
}

/** What the mall refused, by where it stands in the draft; null where it names nothing of it. */
export function placed(refused: readonly FieldProblem[], rows: readonly string[]): Problems | null {
  const own = refused.filter(({ field }) => field.startsWith("product."));
  if (own.length === 0) return null;
  return Object.fromEntries(own.map(({ field, message }) => [
    field.slice("product.".length)
      .replace(/^rich_text\..*/, "rich_text") // one field, however many blocks
      .replace(/^skus\.(\d+)/, (_, n) => `skus.${rows[Number(n)] ?? ""}`),
    message,
  ]));
}
