/** Bounds of lists that are looked at where no zod is loaded; `staff/batches.ts` makes its schemas of them. */

/** How many things one command may decide about. */
export const batch_most = 100;

/** How many SKUs a product may have. */
export const sku_most = 200;

/** How many rows of a file of people one request brings in. */
export const import_rows_most = 200;
