import { z } from "zod";
import { ProductCard } from "./catalog.ts";
import { At, Id, ShareToken } from "./values.ts";

export const SharePage = z.enum(["home", "category", "product", "invite"]);
export type SharePage = z.infer<typeof SharePage>;

export const ShareChannel = z.enum(["chat", "moments", "poster", "qrcode", "link", "pay_success"]);
export type ShareChannel = z.infer<typeof ShareChannel>;

export const CreateShare = z.strictObject({
  page: z.enum(["home", "category", "product"]),
  product: Id.optional(),
  campaign: z.string().trim().min(1).max(40).optional(),
  channel: ShareChannel,
});
export type CreateShare = z.infer<typeof CreateShare>;

/** create_share(page, product, campaign, channel), create_invite(): what the sharer hands on. */
export const Share = z.object({
  id: Id,
  token: ShareToken,
  page: SharePage,
  product_id: Id.nullable(),
  campaign: z.string().nullable(),
  channel: ShareChannel,
  created_at: At,
});
export type Share = z.infer<typeof Share>;

/** get_share(shop, token): what whoever opens it sees; a product off sale is null. */
export const OpenedShare = z.object({
  token: ShareToken,
  page: SharePage,
  product: ProductCard.nullable(),
  product_id: Id.nullable(),
  campaign: z.string().nullable(),
  sharer: z.object({ label: z.string(), is_distributor: z.boolean() }),
});
export type OpenedShare = z.infer<typeof OpenedShare>;

/**
 * A share was opened: somebody came by a card or a code, once more each time. Coming back to the foreground is no
 * opening. `scene` is WeChat's launch scene number.
 */
export const RecordClick = z.strictObject({
  share: ShareToken,
  scene: z.int().min(0).max(99999).optional(),
});
export type RecordClick = z.infer<typeof RecordClick>;

/** Who earns when this member buys. */
export const Binding = z.object({
  id: Id,
  distributor: z.object({ code: z.string(), label: z.string() }),
  bound_at: At,
  protected_until: At.nullable(),
});
export type Binding = z.infer<typeof Binding>;

/** get_binding() */
export const BindingReply = z.object({ binding: Binding.nullable() });
export type BindingReply = z.infer<typeof BindingReply>;

/** record_click, record_visitor_click. `counted` is false for a repetition within ten minutes, which may bind all the same. */
export const Click = z.object({
  counted: z.boolean(),
  bound: z.boolean(),
  binding: Binding.nullable(),
});
export type Click = z.infer<typeof Click>;
