import { z } from "zod";
import { Fen } from "../money.ts";
import { Id } from "../values.ts";

/** What arrived in a time: `amount_fen` was asked for, `net_fen` = amount − fee − tax arrived. */
const TaxSums = z.object({
  payouts: z.int().nonnegative(),
  amount_fen: Fen,
  fee_fen: Fen,
  tax_fen: Fen,
  net_fen: Fen,
});

export const TaxQuery = z.strictObject({
  year: z.coerce.number().pipe(z.int().min(2020).max(2200)).meta({ examples: [2026] }),
});
export type TaxQuery = z.infer<typeof TaxQuery>;

/** list_taxes(shop, year): in all, and of the hundred who got most. */
export const TaxYear = z.object({
  ...TaxSums.shape,
  year: z.int(),
  people: z.int().nonnegative(),
  items: z.array(z.object({ ...TaxSums.shape, id: Id, label: z.string() })),
});
export type TaxYear = z.infer<typeof TaxYear>;

export const TaxExportQuery = z.strictObject({ ...TaxQuery.shape, after: Id.optional() });
export type TaxExportQuery = z.infer<typeof TaxExportQuery>;

/** One person and month; `real_name` in full, null where none was given or it is forgotten. */
export const TaxRow = z.object({
  ...TaxSums.shape,
  distributor_id: Id,
  code: z.string().nullable(),
  label: z.string(),
  real_name: z.string().nullable(),
  month: z.int().min(1).max(12),
});
export type TaxRow = z.infer<typeof TaxRow>;

/** export_taxes(shop, year, after): a hundred persons a page; each page is written down. */
export const TaxExport = z.object({ items: z.array(TaxRow), next: Id.nullable() });
export type TaxExport = z.infer<typeof TaxExport>;
