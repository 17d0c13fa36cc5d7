import { Contact } from "@/contracts/members.ts";
import type { KeptContact } from "@/contracts/server.ts";
import { log } from "@/shared/log.ts";
import { contactOf, type Sealer } from "@/shared/seal.ts";

/** A contact from what SQL kept; null when it was erased, or cannot be read (which is logged). */
export async function openContact(
  sealer: Sealer,
  kept: KeptContact | null,
): Promise<Contact | null> {
  if (kept === null) return null;
  try {
    return Contact.parse(
      JSON.parse(await sealer.open(contactOf(kept.shop_id, kept.member_id), kept.sealed)),
    );
  } catch (cause) {
    log("error", "contact_unreadable", { cause });
    return null;
  }
}

/** The JSON text of something that has a sealed `contact`, with the contact opened. */
export async function withContact(sealer: Sealer, text: string): Promise<string> {
  const reply = JSON.parse(text) as { contact: KeptContact | null; contact_state?: string };
  const contact = await openContact(sealer, reply.contact);
  const unreadable = contact === null && reply.contact_state === "shown";
  return JSON.stringify({ ...reply, contact, ...(unreadable && { contact_state: "unreadable" }) });
}
