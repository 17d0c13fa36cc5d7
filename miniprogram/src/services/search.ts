import type { ProductPage, ProductSort } from "@/contracts/catalog.ts";
import type { HotWords, Suggestions } from "@/contracts/search.ts";
import { get, put } from "./request";
import { currentMember } from "./session";

/** To what a search is narrowed; empty and null narrow nothing. */
export interface Filter {
  category: string;
  low_fen: number | null;
  high_fen: number | null;
  in_stock: boolean;
}

export const no_filter: Filter = { category: "", low_fen: null, high_fen: null, in_stock: false };

export function isFilter({ category, low_fen, high_fen, in_stock }: Filter): boolean {
  return category !== "" || low_fen !== null || high_fen !== null || in_stock;
}

export function findProducts(
  query: string,
  sort: ProductSort,
  { category, low_fen, high_fen, in_stock }: Filter,
  after: string | null,
): Promise<ProductPage> {
  return get<ProductPage>("/products", {
    query,
    sort,
    category,
    min_price_fen: low_fen,
    max_price_fen: high_fen,
    in_stock: in_stock || null,
    after,
  });
}

export function suggestSearches(query: string): Promise<Suggestions> {
  return get<Suggestions>("/search/suggestions", { query });
}

/** A search goes on without them. */
export async function readHotWords(): Promise<string[]> {
  const { items } = await get<HotWords>("/search/words").catch(() => ({ items: [] }));
  return items;
}

/** A member looked for this and found something. That it was not counted hurts nobody. */
export function noteSearch(query: string): void {
  if (currentMember()) void put("/search/words", { query }).catch(() => {});
}

const history_key = "searches";
const most_kept = 15;

/** What was looked for on this phone, the latest first. */
export function pastSearches(): string[] {
  return wx.getStorageSync<string[] | "">(history_key) || [];
}

export function keepSearch(query: string): void {
  const searches = [query, ...pastSearches().filter((one) => one !== query)].slice(0, most_kept);
  wx.setStorageSync(history_key, searches);
}

export function forgetSearches(): void {
  wx.removeStorageSync(history_key);
}
