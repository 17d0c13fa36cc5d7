/**
 * What the fields of the blocks of a page are bounded by; looked at where no zod is loaded too, `pages.ts` makes its
 * schemas of them. `private.block_fields()` in SQL says the same; a test compares.
 */

/** A number, the length of a text, or the entries of a list. */
export interface Bounds {
  least: number;
  most: number;
}

export const page_title_most = 20;

export const blocks_most = 40;

const upTo = (most: number): Bounds => ({ least: 0, most });
const some = (most: number): Bounds => ({ least: 1, most });

export const block_bounds = {
  banner: { items: some(8) },
  notice: { text: some(60) },
  images: { title: upTo(20), columns: some(4), items: some(12) },
  "images.items": { title: upTo(12) },
  nav: { items: upTo(10) },
  "nav.items": { title: some(8) },
  products: { title: upTo(20), product_ids: upTo(30), count: some(30) },
  text: { title: upTo(30), text: some(2000) },
  recruit: { title: some(20), text: upTo(40) },
  space: { height: { least: 8, most: 120 } },
};
