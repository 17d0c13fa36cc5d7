import { z } from "zod";

/** What a member may be told by a subscribe message; `ops.message_kinds` holds the same. */
export const MessageKind = z.enum([
  "parcel",
  "refund",
  "after_sale",
  "earned",
  "settled",
  "customer_expiring",
  "payout",
  "application",
]);
export type MessageKind = z.infer<typeof MessageKind>;

/** When the phone may ask: after paying, in the distributor's centre, when asking for money, when applying. */
export const MessageMoment = z.enum(["paid", "promoting", "withdrawing", "applying"]);
export type MessageMoment = z.infer<typeof MessageMoment>;

/** A kind that the shop tells; `left`: how many of them the member has agreed to and not had. */
export const MessageOffer = z.object({
  kind: MessageKind,
  title: z.string(),
  template_id: z.string(),
  moments: z.array(MessageMoment),
  left: z.int().nonnegative(),
});
export type MessageOffer = z.infer<typeof MessageOffer>;

/** get_message_offers() */
export const MessageOffers = z.object({ items: z.array(MessageOffer) });
export type MessageOffers = z.infer<typeof MessageOffers>;

/** What WeChat answers for a template: an accept is good for one message; `filter`: WeChat itself passed it over. */
export const ConsentAnswer = z.enum(["accept", "reject", "ban", "filter"]);
export type ConsentAnswer = z.infer<typeof ConsentAnswer>;

/** record_message_answers(answers, idempotency_key): each template once. */
export const RecordMessageAnswers = z.strictObject({
  answers: z.array(z.strictObject({
    template_id: z.string().min(1).max(64),
    answer: ConsentAnswer,
  })).min(1).max(5),
});
export type RecordMessageAnswers = z.infer<typeof RecordMessageAnswers>;
