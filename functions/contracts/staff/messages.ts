import { z } from "zod";
import { MessageKind } from "../messages.ts";
import { At, Id, Reason } from "../values.ts";

/** WeChat's keywords that the shop fills: `thing1`. */
export const message_field = /^(thing|amount|time|date|character_string|number|phrase)[1-9][0-9]?$/;

export const MessageField = z.strictObject({
  field: z.string().regex(message_field).meta({ examples: ["thing1"] }),
  /** One of the values of the kind. */
  value: z.string().min(1).max(32),
});
export type MessageField = z.infer<typeof MessageField>;

/** By which template of WeChat the shop tells a kind. */
export const MessageTemplate = z.strictObject({
  template_id: z.string().regex(/^[0-9A-Za-z_-]{20,64}$/)
    .meta({ examples: ["uRQ6Yb8sVn3kDq1fTz0xLw5hCe7jPa2mGi4oKr9tNcS"] }),
  fields: z.array(MessageField).min(1).max(7),
  is_on: z.boolean(),
});
export type MessageTemplate = z.infer<typeof MessageTemplate>;

/** What a message of the kind can say, and which kinds of keywords take it. */
export const MessageValue = z.object({
  value: z.string(),
  title: z.string(),
  field_kinds: z.array(z.string()),
});
export type MessageValue = z.infer<typeof MessageValue>;

export const MessageOutcome = z.enum(["waiting", "sent", "refused", "failed"]);
export type MessageOutcome = z.infer<typeof MessageOutcome>;

/** What became of the messages of the last 30 days, and of the last one of all; `error`: WeChat's own words. */
export const MessageFare = z.object({
  sent: z.int().nonnegative(),
  refused: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
  last: z.object({ at: At, outcome: MessageOutcome, error: z.string().nullable() }).nullable(),
});
export type MessageFare = z.infer<typeof MessageFare>;

export const MessageSetting = z.object({
  kind: MessageKind,
  title: z.string(),
  values: z.array(MessageValue),
  /** Null: never set. */
  template_id: z.string().nullable(),
  fields: z.array(MessageField),
  is_on: z.boolean(),
  updated_at: At.nullable(),
  by: z.string().nullable(),
  fare: MessageFare,
  /** Who agreed last and has not had the message: a try can go to them. */
  readers: z.array(z.object({ member_id: Id, label: z.string() })),
});
export type MessageSetting = z.infer<typeof MessageSetting>;

/** list_message_settings(shop) */
export const MessageSettings = z.object({ items: z.array(MessageSetting) });
export type MessageSettings = z.infer<typeof MessageSettings>;

/** save_message_template(shop, kind, template, reason, idempotency_key): answers the setting. */
export const SaveMessageTemplate = z.strictObject({ template: MessageTemplate, reason: Reason });
export type SaveMessageTemplate = z.infer<typeof SaveMessageTemplate>;

/** try_message(shop, kind, member_id, reason, idempotency_key): a message with made-up contents. */
export const TryMessage = z.strictObject({ member_id: Id, reason: Reason });
export type TryMessage = z.infer<typeof TryMessage>;
