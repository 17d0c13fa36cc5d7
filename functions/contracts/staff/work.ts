import { z } from "zod";
import { SignedFen } from "../money.ts";
import { pageOf, PageQuery } from "../paging.ts";
import { MendShipments } from "../staff/orders.ts";
import { At, Id, Reason } from "../values.ts";
import { work_actions, work_kinds, type WorkKind } from "../work.ts";

export const WorkKindName = z.enum(Object.keys(work_kinds) as [WorkKind, ...WorkKind[]]);
export const WorkStatus = z.enum(["open", "done", "settled", "dismissed"]);
export type WorkStatus = z.infer<typeof WorkStatus>;

/** What a row concerns and why it waits; each kind may say more. `message` is WeChat's own words. */
export const WorkDetail = z.looseObject({
  order_id: Id.optional(),
  withdrawal_id: Id.optional(),
  distributor_id: Id.optional(),
  /** The first day of the month it concerns. */
  month: z.string().optional(),
  /** Negative where a correction takes away. */
  amount_fen: SignedFen.optional(),
  day: z.string().optional(),
  code: z.string().nullish(),
  message: z.string().nullish(),
});
export type WorkDetail = z.infer<typeof WorkDetail>;

/** Something that waits for a person, or waited; `actions` are those that whoever asks may take. */
export const WorkItem = z.object({
  id: Id,
  kind: WorkKindName,
  subject_id: Id,
  status: WorkStatus,
  /** How often it came up while it was open. */
  times: z.int().positive(),
  detail: WorkDetail,
  order_number: z.string().nullable(),
  actions: z.array(z.enum(work_actions)),
  opened_at: At,
  closed_at: At.nullable(),
  /** Who ended it; null when it came right by itself. */
  closed_by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type WorkItem = z.infer<typeof WorkItem>;

export const WorkQuery = z.strictObject({
  ...PageQuery.shape,
  kind: WorkKindName.optional(),
  status: WorkStatus.default("open"),
});
export type WorkQuery = z.infer<typeof WorkQuery>;

/** list_work(shop, kind, status, after, page_size) */
export const WorkPage = pageOf(WorkItem);
export type WorkPage = z.infer<typeof WorkPage>;

/** count_work(shop) */
export const WorkCount = z.object({
  open: z.int().nonnegative(),
  kinds: z.record(z.string(), z.int().positive()),
});
export type WorkCount = z.infer<typeof WorkCount>;

/** Where an abnormal refund shall go instead; card number and name are sealed before SQL sees them. */
export const RefundTarget = z.discriminatedUnion("to", [
  z.strictObject({ to: z.literal("merchant") }),
  z.strictObject({
    to: z.literal("buyer_card"),
    bank_type: z.string().regex(/^[A-Z0-9]{2,20}_DEBIT$/).meta({ examples: ["ICBC_DEBIT"] }),
    bank_account: z.string().regex(/^\d{8,30}$/),
    real_name: z.string().trim().min(1).max(50),
  }),
]);
export type RefundTarget = z.infer<typeof RefundTarget>;

/**
 * decide_work(shop, work_id, action, reason, idempotency_key, input); mending takes an input of its kind. A buyer's card
 * goes to refund_to_card(shop, work_id, reason, idempotency_key, card), by the server alone, which seals it.
 */
export const DecideWork = z.strictObject({
  action: z.enum(work_actions),
  reason: Reason,
  input: z.union([RefundTarget, MendShipments.pick({ parcels: true })]).optional(),
});
export type DecideWork = z.infer<typeof DecideWork>;
