import type { Contact } from "@/contracts/members.ts";
import type { SealedContact } from "@/contracts/server.ts";
import { contactOf, type Sealer } from "./seal.ts";

/** The member whose contact it is. */
export interface ContactOwner {
  shop_id: string;
  member_id: string;
}

/** A member's contact as SQL keeps it. Fingerprints ignore how a phone or an address was spaced. */
export async function sealContact(
  sealer: Sealer,
  { shop_id, member_id }: ContactOwner,
  contact: Contact,
): Promise<SealedContact> {
  const { phone, province, city, district, detail } = contact;
  const address = [province, city, district, detail].join("").replaceAll(/\s/g, "");
  const [sealed, phone_fingerprint, address_fingerprint] = await Promise.all([
    sealer.seal(contactOf(shop_id, member_id), JSON.stringify(contact)),
    sealer.fingerprint("phone", phone.replaceAll(/\D/g, "").replace(/^86(?=1\d{10}$)/, "")),
    sealer.fingerprint("address", address.toLowerCase()),
  ]);
  return { sealed, phone_fingerprint, address_fingerprint, province, city };
}
