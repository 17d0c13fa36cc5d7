import type { Contact } from "@/contracts/members.ts";
import { contactOf, credentialOf, refundCardOf, type Sealer } from "@/shared/seal.ts";
import { answersOf } from "@/shared/sealed_answers.ts";
import { realNameOf } from "@/shared/sealed_name.ts";
import { phoneOf, sealContact, sealPhone } from "@/shared/sealed_contact.ts";
import type { Run } from "./run.ts";
import type { Services } from "./services.ts";

/** Something sealed, as next_to_reseal answers it. */
interface SealedRow {
  shop_id: string;
  id: string;
  member_id: string | null;
  kind: string;
  serial: string | null;
  sealed: string;
}

interface Batch {
  /** False when nothing is left, for now or for good. */
  more: boolean;
  stage?: number;
  last?: [shop_id: string, id: string];
  items: SealedRow[];
}

const batch_size = 100;

/**
 * Seals with the keys in use what older ones sealed, batch by batch, until nothing is left; a tick goes on where the
 * one before ended. Answers how many rows were looked at.
 */
export async function reseal(services: Services, run: Run): Promise<number> {
  const { seal: seal_key, fingerprint: fingerprint_key } = services.sealer.current();
  const keys = { seal_key, fingerprint_key };
  let looked = 0;
  while (!run.isOver()) {
    const next = await services.call<Batch>("next_to_reseal", { ...keys, batch: batch_size });
    if (!next.more) break;
    const { stage, last } = next;
    if (last === undefined) continue;
    const items = await Promise.all(next.items.map((row) => resealed(services.sealer, row)));
    await services.call("record_resealed", { ...keys, stage, last, items });
    looked += items.length;
  }
  return looked;
}

/** The row sealed anew; without `sealed` when no key opens it. */
async function resealed(sealer: Sealer, row: SealedRow): Promise<Record<string, unknown>> {
  const { shop_id, id, sealed: before } = row;
  const known = { shop_id, id, before };
  try {
    if (row.member_id === null) {
      const whose = row.kind === "refund_card"
        ? refundCardOf(shop_id, id)
        : credentialOf(shop_id, row.kind, row.serial);
      return { ...known, sealed: await sealer.seal(whose, await sealer.open(whose, before)) };
    }
    const owner = { shop_id, member_id: row.member_id };
    if (row.kind === "phone") {
      const phone = await sealer.open(phoneOf(shop_id, row.member_id), before);
      return { ...known, ...await sealPhone(sealer, owner, phone) };
    }
    if (row.kind === "answers" || row.kind === "real_name") {
      const whoseIs = row.kind === "answers" ? answersOf : realNameOf;
      const whose = whoseIs(shop_id, row.member_id);
      return { ...known, sealed: await sealer.seal(whose, await sealer.open(whose, before)) };
    }
    const text = await sealer.open(contactOf(shop_id, row.member_id), before);
    const contact = await sealContact(sealer, owner, JSON.parse(text) as Contact);
    const { sealed, phone_fingerprint, address_fingerprint } = contact;
    return { ...known, sealed, phone_fingerprint, address_fingerprint };
  } catch {
    return known;
  }
}
