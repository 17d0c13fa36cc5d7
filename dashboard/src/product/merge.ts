import { formatMoment } from "../lib/moments.ts";
import { sentenceOf } from "../ui/rich_text/blocks.ts";
import { combinationsOf, type Draft, type DraftSku, skuOf, wordsOf } from "./draft.ts";

/** Something that another one has changed meanwhile. */
export interface Difference {
  key: string;
  label: string;
  before: string;
  mine: string;
  theirs: string;
  /** Both have changed it, each to something else. */
  isConflict: boolean;
}

const fields = {
  code: "商品编码",
  title: "名称",
  subtitle: "副标题",
  category_id: "分类",
  freight_template_id: "运费模板",
  images: "商品图片",
  video: "商品视频",
  parameters: "规格参数",
  rich_text: "图文详情",
  purchase_limit: "限购",
  position: "排序",
  distributable: "参与推广",
  on_sale: "在售",
  sale_from: "开售时间",
  sale_until: "停售时间",
  specs: "规格项",
} as const satisfies Partial<Record<keyof Draft, string>>;

const sku_fields = {
  price: "售价",
  list_price: "划线价",
  cost: "成本",
  weight_g: "重量",
  low_stock: "库存提醒",
  code: "商家编码",
  barcode: "条码",
  image_url: "图片",
  on_sale: "在售",
} as const satisfies Partial<Record<keyof DraftSku, string>>;

type FieldName = keyof typeof fields;
type SkuFieldName = keyof typeof sku_fields;

/** What differs between what was read, what one has typed on top of it, and what the other one has saved meanwhile. */
export function differences(base: Draft, mine: Draft, theirs: Draft): Difference[] {
  const found: Difference[] = [];
  function compare(key: string, label: string, [before, my, their]: unknown[]) {
    if (isSame(before, their) || isSame(my, their)) return;
    const words = key.startsWith("sale_") ? momentWords : shown;
    const [b, m, t] = [before, my, their].map(words) as [string, string, string];
    found.push({ key, label, before: b, mine: m, theirs: t, isConflict: !isSame(before, my) });
  }
  for (const [name, label] of Object.entries(fields) as [FieldName, string][]) {
    compare(name, label, [base, mine, theirs].map((draft) => draft[name]));
  }
  for (const { key, values } of combinationsOf(theirs.specs)) {
    for (const [name, label] of Object.entries(sku_fields) as [SkuFieldName, string][]) {
      const three = [base, mine, theirs].map((draft) => skuOf(draft, key)[name]);
      compare(`skus|${key}|${name}`, `${wordsOf(values)} · ${label}`, three);
    }
  }
  return found;
}

/** What one has typed, with the other's changes where those are taken, on top of the other's version. */
export function merged(mine: Draft, theirs: Draft, taken: ReadonlySet<string>): Draft {
  const result: Draft = { ...mine, skus: { ...mine.skus } };
  if (theirs.version !== undefined) result.version = theirs.version;
  for (const [key, sku] of Object.entries(theirs.skus)) {
    result.skus[key] = { ...(mine.skus[key] ?? sku), ...(sku.id ? { id: sku.id } : {}) };
  }
  for (const key of taken) {
    const [kind, row, name] = key.split("|");
    if (kind === "skus") {
      const sku = skuOf(theirs, row!);
      result.skus[row!] = { ...result.skus[row!]!, [name!]: sku[name as SkuFieldName] };
    } else Object.assign(result, { [key]: theirs[key as FieldName] });
  }
  return result;
}

/** Under which key something new was typed does not matter. */
const isSame = (a: unknown, b: unknown) => written(a) === written(b);
const written = (value: unknown) =>
  JSON.stringify(value, (name, one) => name === "key" ? undefined : one);

const momentWords = (at: unknown) => typeof at === "string" ? formatMoment(at) : "没有";

function shown(value: unknown): string {
  if (typeof value === "boolean") return value ? "是" : "否";
  if (value === null || value === "" || value === undefined) return "没有";
  if (typeof value === "object" && "poster_url" in value) return "一段视频";
  if (!Array.isArray(value)) return String(value);
  if (value.some((one) => typeof one === "string")) return `${value.length} 张`;
  if (value.some((one) => "kind" in one)) return sentenceOf(value);
  if (value.some((one) => "value" in one)) {
    return value.map(({ name, value }) => `${name}：${value}`).join("；");
  }
  const specs = value as Draft["specs"];
  return specs.map(({ name, values }) => `${name}（${values.map((one) => one.name).join("、")}）`)
    .join("；") || "没有";
}
