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
