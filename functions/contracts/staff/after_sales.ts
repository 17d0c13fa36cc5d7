import { z } from "zod";
import { AfterSale, AfterSaleStatus } from "../after_sales.ts";
import { countedPageOf, PageQuery } from "../paging.ts";

export const StaffAfterSale = z.object({ ...AfterSale.shape, buyer: z.string() });
export type StaffAfterSale = z.infer<typeof StaffAfterSale>;

export const StaffAfterSaleQuery = z.strictObject({
  ...PageQuery.shape,
  status: AfterSaleStatus.optional(),
});
export type StaffAfterSaleQuery = z.infer<typeof StaffAfterSaleQuery>;

/** list_after_sales(shop, status, after, page_size) */
export const StaffAfterSalePage = countedPageOf(StaffAfterSale);
export type StaffAfterSalePage = z.infer<typeof StaffAfterSalePage>;
