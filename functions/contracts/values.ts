import { z } from "zod";
import { shop_code_form } from "./forms.ts";

/** Any uuid that Postgres takes, in its own spelling: lower case. */
export const Id = z.guid().toLowerCase();
export type Id = z.infer<typeof Id>;

/** How often something was changed, or which of its versions, from 1: an `int` in SQL. */
export const Version = z.int32().positive();
export type Version = z.infer<typeof Version>;

/** A moment, ISO 8601 with an offset. */
export const At = z.iso.datetime({ offset: true });
export type At = z.infer<typeof At>;

/** A calendar day of the shop (Asia/Shanghai), `2026-11-23`. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** A shop's public code; it stands in addresses. */
export const ShopCode = z.string().regex(shop_code_form);
export type ShopCode = z.infer<typeof ShopCode>;

/** A short token of a share or an invitation; it fits WeChat's 32-character scene. */
export const ShareToken = z.string().regex(/^[0-9A-Za-z]{6,24}$/);
export type ShareToken = z.infer<typeof ShareToken>;

/** What a client makes once per intention and sends again with each repetition. */
export const IdempotencyKey = z.string().regex(/^[0-9A-Za-z_-]{8,64}$/);
export type IdempotencyKey = z.infer<typeof IdempotencyKey>;

/** Why staff decided so; kept in the audit log. */
export const Reason = z.string().trim().min(1).max(200);
export type Reason = z.infer<typeof Reason>;

/**
 * Where a picture is: an address of the web, or a path of the project's own Storage. The API answers whole
 * addresses; through rpc a path is answered as it is kept.
 */
export const PictureUrl = z.string().max(500)
  .regex(/^(https?:\/\/|\/storage\/v1\/object\/public\/)\S+$/);
export type PictureUrl = z.infer<typeof PictureUrl>;

/** An empty success. */
export const Done = z.object({ ok: z.literal(true) });
export type Done = z.infer<typeof Done>;
