import { z } from "zod";
import { DistributorStatus } from "./distributors.ts";
import { pictureTypeOf } from "./file_types.ts";
import { cleanName, cleanPhone, phone_form } from "./people.ts";
import { At, Id } from "./values.ts";

/** get_me() */
export const Me = z.object({
  id: Id,
  shop: z.string(),
  nickname: z.string().nullable(),
  avatar_url: z.string().nullable(),
  /** Masked: 138****8000. Null where the shop was given none. */
  phone: z.string().nullable(),
  distributor: z.object({ id: Id, code: z.string().nullable(), status: DistributorStatus })
    .nullable(),
  order_counts: z.object({
    pending_payment: z.int().nonnegative(),
    paid: z.int().nonnegative(),
    shipped: z.int().nonnegative(),
    after_sale: z.int().nonnegative(),
  }),
  cart_count: z.int().nonnegative(),
  created_at: At,
});
export type Me = z.infer<typeof Me>;

/** What a member's picture may weigh. */
export const most_avatar_bytes = 150 * 1024;

/** The bytes of a picture as base64, judged by how they begin. */
const Avatar = z.base64().max(most_avatar_bytes * 4 / 3, "头像不能超过 150 KB")
  .refine(isPicture, { message: "头像要是 JPG、PNG 或 WebP 图片" })
  .meta({ examples: ["/9j/4AAQSkZJRgABAQAA"] });

function isPicture(base64: string): boolean {
  const begin = base64.slice(0, 16);
  if (!/^[A-Za-z0-9+/]{16}$/.test(begin)) return false;
  return pictureTypeOf(Uint8Array.from(atob(begin), (sign) => sign.charCodeAt(0))) !== undefined;
}

/** update_profile(nickname, avatar): what is not named stays, an empty text takes it away. */
export const UpdateProfile = z.strictObject({
  nickname: z.string()
    .refine((text) => text.trim() === "" || cleanName(text) !== "", { message: "不能为空" })
    .overwrite(cleanName).max(40).optional(),
  avatar: Avatar.or(z.literal("")).optional(),
});
export type UpdateProfile = z.infer<typeof UpdateProfile>;

/** The code of WeChat's phone button: good for five minutes and once. */
export const GivePhone = z.strictObject({ code: z.string().min(1).max(512) });
export type GivePhone = z.infer<typeof GivePhone>;

/** My own phone in full, as people.ts has phones; null where the shop has none. */
export const OwnPhone = z.object({ phone: z.string().nullable() });
export type OwnPhone = z.infer<typeof OwnPhone>;

/** Where goods are sent, and to whom: what was kept once is read as it is. */
export const Contact = z.strictObject({
  name: z.string().min(1),
  phone: z.string().min(1),
  province: z.string().trim().min(1).max(40),
  city: z.string().trim().min(1).max(40),
  district: z.string().trim().max(40).default(""),
  detail: z.string().trim().min(1).max(120),
  postal_code: z.string().regex(/^[0-9]{4,10}$/).optional(),
});
export type Contact = z.infer<typeof Contact>;

/** A contact as somebody gives it: cleaned and judged by people.ts. Sealed before it reaches SQL. */
export const GivenContact = z.strictObject({
  ...Contact.shape,
  name: z.string().overwrite(cleanName).min(1).max(40),
  phone: z.string().overwrite((text) => cleanPhone(text) ?? "").regex(phone_form),
  detail: z.string().overwrite(cleanName).min(1).max(120),
});
export type GivenContact = z.infer<typeof GivenContact>;

/** forget_me(): forgotten at once, or when what it names is done: order, after_sale, refund, withdrawal, balance, commission, message. */
export const Forgotten = z.object({ ok: z.literal(true), waits_for: z.array(z.string()) });
export type Forgotten = z.infer<typeof Forgotten>;

/** A new address, or with `id` a changed one. */
export const SaveAddress = z.strictObject({
  id: Id.optional(),
  contact: GivenContact,
  is_default: z.boolean().default(false),
});
export type SaveAddress = z.infer<typeof SaveAddress>;

export const Address = z.object({
  id: Id,
  contact: Contact,
  is_default: z.boolean(),
  updated_at: At,
});
export type Address = z.infer<typeof Address>;

export const Addresses = z.object({ items: z.array(Address) });
export type Addresses = z.infer<typeof Addresses>;
