import type { Database } from "@/shared/db.ts";
import { nobody } from "./context.ts";

const good_ms = 60_000;
const most_shops = 500;

/**
 * What a shop offers to look for, as JSON text, at most a minute old: finding it out reads thousands of searches,
 * and anybody may ask. Throws SHOP_NOT_FOUND.
 */
export type HotWordsOf = (shop: string) => Promise<string>;

/** Keeps each shop's words in this process; callers at the same moment share one question. */
export function createHotWords(
  db: Pick<Database, "callText">,
  now = () => performance.now(),
): HotWordsOf {
  const kept = new Map<string, { at: number; text: Promise<string> }>();

  return function hotWordsOf(shop) {
    const known = kept.get(shop);
    if (known && now() - known.at < good_ms) return known.text;
    const asked = { at: now(), text: db.callText(nobody.claims, "get_hot_words", { shop }) };
    kept.delete(shop);
    if (kept.size >= most_shops) kept.delete(kept.keys().next().value!);
    kept.set(shop, asked);
    asked.text.catch(() => {
      if (kept.get(shop) === asked) kept.delete(shop); // a refusal is asked for again
    });
    return asked.text;
  };
}
