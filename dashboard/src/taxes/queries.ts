import type { TaxExport, TaxRow, TaxYear } from "@/contracts/staff/taxes.ts";
import { get } from "../lib/api.ts";
import { useOne } from "../lib/list.ts";

export function useTaxes(year: number) {
  return useOne(["taxes", year], () => get<TaxYear>("/staff/taxes", { year }));
}

/** All rows of a year, with real names; each page is written down. */
export async function exportedTaxes(year: number): Promise<TaxRow[]> {
  const rows: TaxRow[] = [];
  for (let after: string | undefined, isMore = true; isMore;) {
    const page = await get<TaxExport>("/staff/taxes/export", { year, after });
    rows.push(...page.items);
    after = page.next ?? undefined;
    isMore = page.next !== null;
  }
  return rows;
}
