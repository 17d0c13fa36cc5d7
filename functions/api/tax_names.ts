import type { Kept } from "@/contracts/server.ts";
import type { TaxExport, TaxRow } from "@/contracts/staff/taxes.ts";
import { log } from "@/shared/log.ts";
import type { Sealer } from "@/shared/seal.ts";
import { openRealName } from "@/shared/sealed_name.ts";

/** As export_taxes answers it: the name sealed. */
interface SealedTaxExport extends Omit<TaxExport, "items"> {
  items: (Omit<TaxRow, "real_name"> & { name: Kept | null })[];
}

/** The list for the tax office with the names opened, each once; one that nothing opens is null and logged. */
export async function withRealNames(sealer: Sealer, answer: string): Promise<TaxExport> {
  const { items, next } = JSON.parse(answer) as SealedTaxExport;
  const names = new Map<string, string | null>();
  for (const { distributor_id, name } of items) {
    if (!names.has(distributor_id)) names.set(distributor_id, await opened(sealer, name));
  }
  return {
    items: items.map(({ name: _name, ...row }) => ({
      ...row,
      real_name: names.get(row.distributor_id) ?? null,
    })),
    next,
  };
}

async function opened(sealer: Sealer, name: Kept | null): Promise<string | null> {
  if (!name) return null;
  try {
    return await openRealName(sealer, name);
  } catch (cause) {
    log("error", "real_name_unreadable", { cause });
    return null;
  }
}
