import { z } from "zod";
import { Id } from "./values.ts";

/** What somebody types to find goods. */
const Words = z.string().trim().min(1).max(50);

/** note_search(query), suggest_searches(shop, query) */
export const Search = z.strictObject({ query: Words });
export type Search = z.infer<typeof Search>;

/** get_hot_words(shop): what the shop has set, else what many members looked for, the most first. */
export const HotWords = z.object({ items: z.array(z.string()) });
export type HotWords = z.infer<typeof HotWords>;

/** What may be meant by what is being typed: words to look for, and products to open. */
export const Suggestions = z.object({
  words: z.array(z.string()),
  products: z.array(z.object({ id: Id, title: z.string() })),
});
export type Suggestions = z.infer<typeof Suggestions>;
