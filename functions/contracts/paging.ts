import { z } from "zod";
import { Id } from "./values.ts";

/** Query of a list by time: `after` is the `next` of the page before. */
export const PageQuery = z.strictObject({
  after: Id.optional(),
  page_size: z.coerce.number().pipe(z.int().min(1).max(100)).default(20),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A page of things that have ids; `next` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: Id.nullable() });
}

/** The size of a list, on its first page: `total` items, or `more_than` that many. */
const counted = { total: z.int().nonnegative().optional(), more_than: z.boolean().optional() };

/** A page of things that have ids; the first one says how many there are. */
export function countedPageOf<T extends z.ZodType>(item: T) {
  return z.object({ ...pageOf(item).shape, ...counted });
}

/** Query of a sorted list: `after` is the `next` of the page before, under the same sort. */
export const SortedQuery = z.strictObject({
  ...PageQuery.shape,
  after: z.string().max(120).optional(),
});

/** By what a list may be sorted: `name` from the least up, with "-" before it from the greatest down. */
export function sortsOf<const Name extends string>(...names: Name[]) {
  return z.enum(names.flatMap((name): (Name | `-${Name}`)[] => [name, `-${name}`]));
}

/** A page of a sorted list, the first one with their number. Distributors who are searched by name are not counted. */
export function sortedPageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable(),
    ...counted,
  });
}
