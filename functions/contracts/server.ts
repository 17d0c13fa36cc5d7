import { z } from "zod";
import { Me } from "./members.ts";
import { Fen } from "./money.ts";
import { Imported, ImportRow } from "./staff/imports.ts";
import { At, Id } from "./values.ts";

/** What SQL and the functions say to each other; no client sees any of it. */

export const CredentialKind = z.enum([
  "app_secret",
  "message_token",
  "message_aes_key",
  "merchant_private_key", // PEM; serial = the merchant certificate's serial number
  "api_v3_key",
  "wechatpay_public_key", // PEM; serial = `PUB_KEY_ID_…`
  "platform_certificate", // PEM; serial = the certificate's serial number
]);
export type CredentialKind = z.infer<typeof CredentialKind>;

/** One credential; `sealed` opens with the master key. Several of a kind may be active. */
export const Credential = z.object({
  id: Id,
  kind: CredentialKind,
  serial: z.string().nullable(),
  sealed: z.string(),
  active_from: At,
  active_until: At.nullable(),
});
export type Credential = z.infer<typeof Credential>;

/**
 * get_shop_for_sign_in(shop), get_payment_config(shop), get_notify_config(shop): who the shop is
 * at WeChat and the active credentials that this caller needs, the newest of a kind first.
 */
export const ShopConfig = z.object({
  shop_id: Id,
  shop: z.string(),
  name: z.string(),
  appid: z.string(),
  mchid: z.string().nullable(),
  credentials: z.array(Credential),
});
export type ShopConfig = z.infer<typeof ShopConfig>;

/** Sealed text with whose it is; the function opens it on its way out. */
export const Kept = z.object({ sealed: z.string(), shop_id: Id, member_id: Id });
export type Kept = z.infer<typeof Kept>;

/** get_me(), update_profile(), save_phone(), drop_phone(): the member's own view, the phone sealed. */
export const SealedMe = z.object({ ...Me.shape, phone: Kept.nullable() });
export type SealedMe = z.infer<typeof SealedMe>;

/** Argument `phone` of save_phone, which only the server may call: for the member whom the claims name. */
export const SealedPhone = z.object({ sealed: z.string(), phone_fingerprint: z.string() });
export type SealedPhone = z.infer<typeof SealedPhone>;

/** Argument `name` of save_real_name: for the member whom the claims name. */
export const SealedRealName = z.object({ sealed: z.string(), masked: z.string() });
export type SealedRealName = z.infer<typeof SealedRealName>;

/** sign_in(shop, openid, unionid, visitor) */
export const SignedIn = z.object({
  shop_id: Id,
  shop: z.string(),
  member_id: Id,
  is_new: z.boolean(),
  member: SealedMe,
});
export type SignedIn = z.infer<typeof SignedIn>;

/** create_visitor(shop) */
export const CreatedVisitor = z.object({ shop_id: Id, shop: z.string(), visitor_id: Id });
export type CreatedVisitor = z.infer<typeof CreatedVisitor>;

/**
 * start_payment(order_id): the attempt to ask WeChat about, written before WeChat is asked, with all that is sent
 * under its number. The claims say where WeChat shall notify (`notify_base`).
 * `prepay_id` is that of a still valid earlier answer; then WeChat need not be asked again.
 */
export const PaymentIntent = z.object({
  shop_id: Id,
  shop: z.string(),
  order_id: Id,
  attempt_id: Id,
  appid: z.string(),
  mchid: z.string(),
  openid: z.string(),
  out_trade_no: z.string(),
  description: z.string(),
  /** Null where no function asked, but a client through rpc: nothing was sent. */
  notify_url: z.string().nullable(),
  amount_fen: Fen,
  expires_at: At,
  /** When WeChat closes the number: whole seconds, and a minute ahead even where the order has less. */
  time_expire: At,
  prepay_id: z.string().nullable(),
});
export type PaymentIntent = z.infer<typeof PaymentIntent>;

/**
 * A person's data as SQL keeps it: sealed text, and keyed fingerprints to compare. Argument `contact`
 * of place_order, which only the server may call: for the member whom the claims name.
 */
export const SealedContact = z.object({
  sealed: z.string(),
  phone_fingerprint: z.string(),
  address_fingerprint: z.string(),
  province: z.string(),
  city: z.string(),
});
export type SealedContact = z.infer<typeof SealedContact>;

/** As SQL answers where a reply says `contact` (get_order, staff_get_order, cancel_order …). */
export const KeptContact = Kept;
export type KeptContact = Kept;

/** Argument `address` of save_address; SQL answers with SealedAddress. */
export const SaveSealedAddress = z.object({
  id: Id.nullable(),
  contact: SealedContact,
  is_default: z.boolean(),
});
export type SaveSealedAddress = z.infer<typeof SaveSealedAddress>;

/** save_address(address), items of list_addresses(). */
export const SealedAddress = z.object({
  id: Id,
  contact: KeptContact,
  is_default: z.boolean(),
  updated_at: At,
});
export type SealedAddress = z.infer<typeof SealedAddress>;

/**
 * Argument `answers` of apply_with_answers: what was answered, sealed, and of each answer what SQL checks against the
 * questions of the version.
 */
export const SealedAnswers = z.object({
  version: z.int().nonnegative(),
  sealed: z.string(),
  given: z.array(z.object({
    question: Id,
    length: z.int().positive().optional(),
    choices: z.array(z.int().nonnegative()).optional(),
  })),
});
export type SealedAnswers = z.infer<typeof SealedAnswers>;

/**
 * A row of argument `rows` of check_import and import_people: the phone sealed for the import, and whom the row names
 * by code or by the fingerprint of a phone; `by_line` where that is a row of the same file.
 */
export const SealedImportRow = z.object({
  ...ImportRow.omit({ phone: true, by_phone: true }).shape,
  ...SealedPhone.shape,
  by_fingerprint: z.string().optional(),
});
export type SealedImportRow = z.infer<typeof SealedImportRow>;

/** list_imported(), export_import(), withdraw_imported(): the phone sealed for the import. */
export const SealedImported = z.object({ ...Imported.shape, phone: Kept.nullable() });
export type SealedImported = z.infer<typeof SealedImported>;

/** read_access_token(shop_id): the mini program's token that all processes of a shop share, or null. */
export const StoredAccessToken = z.object({ sealed: z.string(), expires_at: At });
export type StoredAccessToken = z.infer<typeof StoredAccessToken>;

/** Answer of every command that records what WeChat said. */
export const Recorded = z.object({
  result: z.enum(["applied", "duplicate", "rejected"]),
  reason: z.string().nullable(),
});
export type Recorded = z.infer<typeof Recorded>;
