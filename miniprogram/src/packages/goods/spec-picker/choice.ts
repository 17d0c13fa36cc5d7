import type { Product, Sku } from "@/contracts/catalog.ts";

/** One value a dimension, in the order of the product's specs; "" where none is chosen yet. */
export type Choice = string[];

export interface Group {
  name: string;
  /** `out`: no SKU in stock has this value beside what is chosen in the other dimensions. */
  values: { word: string; on: boolean; out: boolean }[];
}

type Goods = Pick<Product, "specs" | "skus">;

/** A dimension with one value needs no choosing. */
export function startChoice({ specs }: Goods): Choice {
  return specs.map(({ values }) => (values.length === 1 && values[0]) || "");
}

export function groupsOf(goods: Goods, choice: Choice): Group[] {
  return goods.specs.map(({ name, values }, at) => ({
    name,
    values: values.map((word) => ({
      word,
      on: choice[at] === word,
      out: !goods.skus.some((sku) => sku.available > 0 && fits(sku, replaced(choice, at, word))),
    })),
  }));
}

/** The choice after a tap: a chosen value is given back, another one takes its place. */
export function tapped(goods: Goods, choice: Choice, at: number, word: string): Choice {
  const alone = goods.specs[at]?.values.length === 1;
  return choice[at] === word && !alone ? replaced(choice, at, "") : replaced(choice, at, word);
}

/** The one SKU that is meant, once every dimension is chosen. */
export function chosenSku({ skus, specs }: Goods, choice: Choice): Sku | null {
  if (choice.length !== specs.length || choice.includes("")) return null;
  return skus.find((sku) => fits(sku, choice)) ?? null;
}

/** What is chosen, or what still has to be; empty for a product without dimensions. */
export function choiceWords({ specs }: Goods, choice: Choice): string {
  const missing = specs.filter((_, at) => !choice[at]).map(({ name }) => name);
  if (missing.length > 0) return `请选择${missing.join("、")}`;
  return choice.length > 0 ? `已选 ${choice.join("，")}` : "";
}

function fits({ values }: Sku, choice: Choice): boolean {
  return choice.every((word, at) => word === "" || values[at] === word);
}

function replaced(choice: Choice, at: number, word: string): Choice {
  return choice.map((old, i) => (i === at ? word : old));
}
