import { keepTyped, readTyped } from "../lib/kept.ts";
import { blank, blank_sku, type Draft } from "./draft.ts";

/** What was typed and not saved: on top of what, and when. */
export interface KeptDraft {
  draft: Draft;
  /** What it was typed on top of; null for a new product. */
  base: Draft | null;
  at: string;
}

const prefix = "qingteng.product";

/** The shelf for drafts: outlives a reload and an ended session, on this computer, for this person. */
export const placeOf = (shop: string, staff: string, product: string) =>
  [prefix, shop, staff, product].join(".");

export function readKept(place: string): KeptDraft | null {
  const kept = readTyped(place) as KeptDraft | null;
  if (!kept?.draft?.skus || !Array.isArray(kept.draft.specs)) return null;
  // What was kept before a field was invented has it as a new product has.
  const skus = Object.entries(kept.draft.skus).map(([key, sku]) => [key, { ...blank_sku, ...sku }]);
  return { ...kept, draft: { ...blank, ...kept.draft, skus: Object.fromEntries(skus) } };
}

export const keep = (place: string, kept: KeptDraft | null) => keepTyped(place, kept);
