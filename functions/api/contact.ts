import { Contact } from "@/contracts/members.ts";
import type { SealedContact } from "@/contracts/server.ts";
import { log } from "@/shared/log.ts";
import type { Sealer } from "@/shared/seal.ts";

/** A contact as SQL keeps it. Fingerprints ignore how a phone or an address was spaced. */
export async function sealContact(sealer: Sealer, contact: Contact): Promise<SealedContact> {
  const { phone, province, city, district, detail } = contact;
  const address = [province, city, district, detail].join("").replaceAll(/\s/g, "");
  const [sealed, phone_fingerprint, address_fingerprint] = await Promise.all([
    sealer.seal(JSON.stringify(contact)),
    sealer.fingerprint("phone", phone.replaceAll(/\D/g, "").replace(/^86(?=1\d{10}$)/, "")),
    sealer.fingerprint("address", address.toLowerCase()),
  ]);
  return { sealed, phone_fingerprint, address_fingerprint, province, city };
}

/** A contact from what SQL kept; null when it was erased, or cannot be read (which is logged). */
export async function openContact(sealer: Sealer, sealed: string | null): Promise<Contact | null> {
  if (sealed === null) return null;
  try {
    return Contact.parse(JSON.parse(await sealer.open(sealed)));
  } catch (cause) {
    log("error", "contact_unreadable", { cause });
    return null;
  }
}

/** The JSON text of something that has a sealed `contact`, with the contact opened. */
export async function withContact(sealer: Sealer, text: string): Promise<string> {
  const reply = JSON.parse(text) as { contact: string | null; contact_state?: string };
  const contact = await openContact(sealer, reply.contact);
  const unreadable = contact === null && reply.contact_state === "shown";
  return JSON.stringify({ ...reply, contact, ...(unreadable && { contact_state: "unreadable" }) });
}
