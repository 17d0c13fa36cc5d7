import type { Contact } from "@/contracts/members.ts";
import { contactOf } from "@/shared/seal.ts";
import type { OpenClient } from "@/shared/wechat/open/client.ts";
import { open_code } from "@/shared/wechat/open/result.ts";
import type { Parcel, ShippingInfo } from "@/shared/wechat/open/types.ts";
import { wechatTime } from "@/shared/wechat/time.ts";
import type { Services } from "../services.ts";
import { type Outcome, refusalWords, refusedOrLost, type Task } from "./task.ts";

export type ShippingBody = Omit<ShippingInfo, "upload_time">;

/** Refusals that may mean: WeChat has this body already, from an earlier try whose answer was lost. */
const maybe_known = new Set<number>([open_code.already_shipped, open_code.reshipped_before]);

/** The carrier that asks for a contact. */
const carrier_with_contact = "SF";

/**
 * Tell WeChat that parcels left (mini program API, order shipping). `upload_time` is that of this try. Right after
 * paying WeChat may not know the order yet (10060001): later. What it has already counts as done.
 */
export async function uploadShipping(
  services: Services,
  task: Task<ShippingBody>,
): Promise<Outcome> {
  const client = (await services.account(task.shop)).open();
  const body = await withReceiver(services, task);
  const answer = await client.uploadShippingInfo({ ...body, upload_time: wechatTime(new Date()) });
  if (answer.kind === "ok") return { kind: "done", answer: { state: "uploaded" } };
  if (answer.kind === "refused" && maybe_known.has(answer.errcode)) {
    const known = await isKnown(client, task.body);
    if (known === null) return { kind: "again", error: refusalWords(answer) };
    if (known) return { kind: "done", answer: { state: "uploaded_before" } };
  }
  return refusedOrLost(answer);
}

/** Whether WeChat has exactly these carriers and numbers among its parcels; null without an answer. */
async function isKnown(client: OpenClient, { order_key, shipping_list }: ShippingBody) {
  if (order_key.order_number_type !== 2) return false;
  const answer = await client.getParcels(order_key.transaction_id);
  if (answer.kind !== "ok") return null;
  const label = (parcel: Pick<Parcel, "express_company" | "tracking_no">) =>
    `${parcel.express_company} ${parcel.tracking_no}`;
  const there = new Set(answer.value.map(label));
  return shipping_list.every((parcel) => there.has(label(parcel)));
}

/** For the carrier that asks for it, the receiver's phone as WeChat wants it: `189****1234`. */
async function withReceiver(
  services: Services,
  { body, contact }: Task<ShippingBody>,
): Promise<ShippingBody> {
  if (contact === null) return body;
  const { phone } = JSON.parse(
    await services.sealer.open(contactOf(contact.shop_id, contact.member_id), contact.sealed),
  ) as Contact;
  const receiver_contact = maskedPhone(phone);
  const shipping_list = body.shipping_list.map((parcel) =>
    parcel.express_company === carrier_with_contact
      ? { ...parcel, contact: { receiver_contact } }
      : parcel
  );
  return { ...body, shipping_list };
}

/** A phone with its middle hidden; the last four digits stay. */
export function maskedPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, "").replace(/^86(?=1\d{10}$)/, "");
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
