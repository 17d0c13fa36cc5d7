import type { Video } from "@/contracts/catalog.ts";
import type { RichText } from "@/contracts/rich_text.ts";
import type { ProductForm } from "@/contracts/staff/catalog.ts";
import { yuanOf } from "../lib/yuan.ts";

/** A product as it is being typed: money as text in yuan, what has no id yet under a key of its own. */
export interface Draft {
  /** The product and the version that it was read at; a new one has neither. */
  id?: string;
  version?: number;
  /** What the shop calls it; empty: one of ours. */
  code: string;
  title: string;
  subtitle: string;
  category_id: string | null;
  freight_template_id: string | null;
  images: string[];
  video: Video | null;
  parameters: DraftParameter[];
  rich_text: RichText;
  purchase_limit: number | null;
  position: number;
  distributable: boolean;
  on_sale: boolean;
  sale_from: string | null;
  sale_until: string | null;
  specs: DraftSpec[];
  /** By the keys of their values, in the order of the dimensions. */
  skus: Record<string, DraftSku>;
}

export interface DraftValue {
  key: string;
  id?: string;
  name: string;
}

export interface DraftParameter {
  key: string;
  name: string;
  value: string;
}

export interface DraftSpec extends DraftValue {
  values: DraftValue[];
}

export interface DraftSku {
  id?: string;
  code: string;
  barcode: string;
  price: string;
  list_price: string;
  cost: string;
  weight_g: string;
  initial_stock: string;
  /** Empty: as the shop's settings say. */
  low_stock: string;
  image_url: string | null;
  on_sale: boolean;
}

export const blank_sku: DraftSku = {
  ...{ code: "", barcode: "", price: "", list_price: "", cost: "", weight_g: "" },
  ...{ initial_stock: "", low_stock: "", image_url: null, on_sale: true },
};

export const blank: Draft = {
  ...{ code: "", title: "", subtitle: "", category_id: null, images: [], parameters: [] },
  video: null,
  freight_template_id: null,
  ...{ rich_text: [], purchase_limit: null, position: 0, distributable: true, on_sale: false },
  ...{ sale_from: null, sale_until: null },
  ...{ specs: [], skus: {} },
};

/** One that can be bought: its values, and the key of its row. */
export interface Combination {
  key: string;
  values: DraftValue[];
}

/** Every choice of one value per dimension, the last dimension turning fastest. */
export function combinationsOf(specs: readonly DraftSpec[]): Combination[] {
  const chosen = specs.reduce<DraftValue[][]>(
    (some, { values }) => some.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
  return chosen.map((values) => ({ key: keyOf(values), values }));
}

export const keyOf = (values: readonly DraftValue[]) => values.map(({ key }) => key).join(",");

export const wordsOf = (values: readonly DraftValue[]) =>
  values.map(({ name }) => name || "未命名").join(" / ") || "默认规格";

/** A row of the grid. What was typed without dimensions is where each new one begins. */
export function skuOf({ skus }: Draft, key: string): DraftSku {
  const plain = skus[""];
  return skus[key] ?? (plain ? { ...plain, id: undefined, code: "", barcode: "" } : blank_sku);
}

/** A saved product, to be changed. */
export function draftOf(product: ProductForm): Draft {
  const specs = product.specs.map(({ id, name, values }) => ({
    ...named({ id, name }),
    values: values.map(named),
  }));
  const skus = product.skus.flatMap((sku): [string, DraftSku][] => {
    const values = sku.values.flatMap((name, n) =>
      specs[n]?.values.find((one) => one.name === name) ?? []
    );
    if (values.length < sku.values.length) return []; // of a dimension or value that there is no more
    return [[keyOf(values), {
      ...(sku.id ? { id: sku.id } : {}),
      code: sku.code ?? "",
      barcode: sku.barcode ?? "",
      price: yuanOf(sku.price_fen),
      list_price: sku.list_price_fen === null ? "" : yuanOf(sku.list_price_fen),
      cost: sku.cost_fen === null ? "" : yuanOf(sku.cost_fen),
      weight_g: sku.weight_g === 0 ? "" : String(sku.weight_g),
      initial_stock: "",
      low_stock: sku.low_stock === null ? "" : String(sku.low_stock),
      image_url: sku.image_url,
      on_sale: sku.on_sale,
    }]];
  });
  const { subtitle, parameters, ...rest } = product;
  return {
    ...rest,
    subtitle: subtitle ?? "",
    parameters: parameters.map((one) => ({ ...one, key: one.name })),
    specs,
    skus: withoutOthers(specs, Object.fromEntries(skus)),
  };
}

const named = ({ id, name }: { id?: string; name: string }): DraftValue =>
  id ? { key: id, id, name } : { key: name, name };

/** A choice of which there is no SKU is in the grid, and not on sale. */
function withoutOthers(specs: readonly DraftSpec[], skus: Record<string, DraftSku>) {
  const missing = combinationsOf(specs).filter(({ key }) => !skus[key]);
  return {
    ...skus,
    ...Object.fromEntries(missing.map(({ key }) => [key, { ...blank_sku, on_sale: false }])),
  };
}

/** Another product that begins as a copy: not on sale, its SKUs without stock and codes of their own. */
export function copyOf(product: ProductForm): Draft {
  const { id: _, version: __, ...draft } = draftOf(product);
  const anew = ({ name, key }: DraftValue) => ({ key, name });
  return {
    ...draft,
    code: "",
    title: `${draft.title.slice(0, 55)}（副本）`,
    on_sale: false,
    ...{ sale_from: null, sale_until: null },
    specs: draft.specs.map((spec) => ({ ...anew(spec), values: spec.values.map(anew) })),
    skus: Object.fromEntries(
      Object.entries(draft.skus).map(([key, { id: _, ...sku }]) => [
        key,
        { ...sku, code: "", barcode: "" },
      ]),
    ),
  };
}
