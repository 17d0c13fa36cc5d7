import type { Contact } from "@/contracts/members.ts";
import { open_code } from "@/shared/wechat/open/result.ts";
import type { ShippingInfo } from "@/shared/wechat/open/types.ts";
import { wechatTime } from "@/shared/wechat/time.ts";
import type { Services } from "../services.ts";
import type { Outcome, Task } from "./task.ts";

export type ShippingBody = Omit<ShippingInfo, "upload_time">;

/**
 * Tell WeChat that a parcel left (mini program API, order shipping). `upload_time` is that of this try. Right after
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
  if (answer.kind === "unknown") return { kind: "again", error: answer.reason };
  const { errcode, errmsg, advice } = answer;
  if (errcode === open_code.already_shipped && task.tries > 1) {
    return { kind: "done", answer: { state: "uploaded_before" } };
  }
  const error = `${errcode} ${errmsg}`;
  return advice === "data" ? { kind: "never", error } : { kind: "again", error };
}

/** For the carrier that asks for it, the receiver's phone as WeChat wants it: `189****1234`. */
async function withReceiver(
  services: Services,
  { body, contact }: Task<ShippingBody>,
): Promise<ShippingBody> {
  if (contact === null) return body;
  const { phone } = JSON.parse(await services.sealer.open(contact)) as Contact;
  const receiver_contact = maskedPhone(phone);
  const shipping_list = body.shipping_list.map((parcel) => ({
    ...parcel,
    contact: { receiver_contact },
  }));
  return { ...body, shipping_list };
}

/** A phone with its middle hidden; the last four digits stay. */
export function maskedPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, "").replace(/^86(?=1\d{10}$)/, "");
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
