import { z } from "zod";
import { ProductCard } from "./catalog.ts";
import { pageOf } from "./paging.ts";
import { Day, Id } from "./values.ts";

/** A product in a list of the member's own: it stays there when the shop sells it no more. */
export const KeptProduct = z.object({ ...ProductCard.shape, on_sale: z.boolean() });
export type KeptProduct = z.infer<typeof KeptProduct>;

export const Favourite = z.object({ id: Id, product: KeptProduct });
export type Favourite = z.infer<typeof Favourite>;

/** list_favourites(after, page_size) */
export const FavouritePage = pageOf(Favourite);
export type FavouritePage = z.infer<typeof FavouritePage>;

/** add_favourite(product), drop_favourite(product), see_product(product) */
export const Regard = z.object({ is_favourite: z.boolean() });
export type Regard = z.infer<typeof Regard>;

/** A product that was looked at on a day, however often. */
export const Footprint = z.object({ id: Id, day: Day, product: KeptProduct });
export type Footprint = z.infer<typeof Footprint>;

/** list_footprints(after, page_size) */
export const FootprintPage = pageOf(Footprint);
export type FootprintPage = z.infer<typeof FootprintPage>;
