import type { Category } from "@/contracts/catalog.ts";

/** Categories as they are chosen from. */
export interface Shelves {
  /** Those of the first level. */
  categories: Category[];
  /** The one of the first level that is chosen, or that the chosen one stands below; empty for none. */
  shelf: string;
  /** What stands below it. */
  below: Category[];
}

export function shelvesOf(all: Category[], chosen: string): Shelves {
  const shelf = all.find(({ id }) => id === chosen)?.parent_id ?? chosen;
  return {
    categories: all.filter(({ parent_id }) => parent_id === null),
    shelf,
    below: shelf ? all.filter(({ parent_id }) => parent_id === shelf) : [],
  };
}
