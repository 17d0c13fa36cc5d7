import type { Product, Sku } from "@/contracts/catalog.ts";

/** A value of one dimension: chosen, and whether any SKU in stock has it together with the other choices. */
export interface Choice {
  value: string;
  on: boolean;
  available: boolean;
}

export interface Dimension {
  name: string;
  choices: Choice[];
}

/** What stands chosen at first: the only value of a dimension, and the only SKU. */
export function firstChoice({ specs }: Product): string[] {
  return specs.map(({ values }) => values.length === 1 ? values[0] || "" : "");
}

/** Chooses a value of a dimension, or lets go of it when it was chosen. */
export function choose(chosen: readonly string[], dimension: number, value: string): string[] {
  return chosen.map((old, n) => n !== dimension ? old : old === value ? "" : value);
}

/** The dimensions as they are shown for what is chosen so far. */
export function dimensions({ specs, skus }: Product, chosen: readonly string[]): Dimension[] {
  return specs.map(({ name, values }, n) => ({
    name,
    choices: values.map((value) => ({
      value,
      on: chosen[n] === value,
      available: skus.some((sku) =>
        sku.available > 0 && sku.values[n] === value &&
        sku.values.every((other, m) => m === n || !chosen[m] || chosen[m] === other)
      ),
    })),
  }));
}

/** The SKU that is wholly chosen. */
export function chosenSku({ skus }: Product, chosen: readonly string[]): Sku | null {
  return skus.find(({ values }) => values.every((value, n) => chosen[n] === value)) || null;
}

/** What is still to be chosen, in words. */
export function missing({ specs }: Product, chosen: readonly string[]): string {
  return specs.filter((_, n) => !chosen[n]).map(({ name }) => name).join("、");
}

/** How many may be bought of a SKU at once. */
export function most({ purchase_limit }: Product, sku: Sku | null): number {
  return Math.max(1, Math.min(sku ? sku.available : 999, purchase_limit || 999, 999));
}
