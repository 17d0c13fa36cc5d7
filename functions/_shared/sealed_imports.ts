import type { SealedImportRow } from "@/contracts/server.ts";
import type { ImportRow } from "@/contracts/staff/imports.ts";
import type { Sealer } from "./seal.ts";
import { sealPhone } from "./sealed_contact.ts";

/** Rows of a file as SQL takes them: phones sealed for the import, whose id stands for the people who have none yet. */
export function sealRows(
  sealer: Sealer,
  shop_id: string,
  import_id: string,
  rows: ImportRow[],
): Promise<SealedImportRow[]> {
  const owner = { shop_id, member_id: import_id };
  return Promise.all(rows.map(async ({ phone, by_phone, ...row }) => ({
    ...row,
    ...await sealPhone(sealer, owner, phone),
    ...(by_phone && {
      by_fingerprint: (await sealPhone(sealer, owner, by_phone)).phone_fingerprint,
    }),
  })));
}
