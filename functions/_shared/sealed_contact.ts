import type { Contact } from "@/contracts/members.ts";
import type { SealedContact, SealedPhone } from "@/contracts/server.ts";
import { contactOf, type SealedFor, type Sealer } from "./seal.ts";

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
    printOf(sealer, phone),
    sealer.fingerprint("address", address.toLowerCase()),
  ]);
  return { sealed, phone_fingerprint, address_fingerprint, province, city };
}

/** The phone of a member, as WeChat told it. */
export function phoneOf(shop_id: string, member_id: string): SealedFor {
  return { shop_id, kind: "phone", owner: member_id };
}

/** A member's own phone as SQL keeps it: its fingerprint equals that of the same phone in a contact. */
export async function sealPhone(
  sealer: Sealer,
  { shop_id, member_id }: ContactOwner,
  phone: string,
): Promise<SealedPhone> {
  const [sealed, phone_fingerprint] = await Promise.all([
    sealer.seal(phoneOf(shop_id, member_id), phone),
    printOf(sealer, phone),
  ]);
  return { sealed, phone_fingerprint };
}

/** "+" stays: +1 530 123 4567 is another phone than 153 0123 4567. */
function printOf(sealer: Sealer, phone: string): Promise<string> {
  const bare = phone.replaceAll(/[^\d+]/g, "").replace(/^\+?86(?=1\d{10}$)/, "");
  return sealer.fingerprint("phone", bare);
}
