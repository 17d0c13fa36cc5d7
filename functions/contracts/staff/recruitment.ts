import { z } from "zod";
import { DistributorStatus } from "../distributors.ts";
import { Fen } from "../money.ts";
import { sortedPageOf, SortedQuery, sortsOf } from "../paging.ts";
import { Answer, EntryCondition, Question, Questions } from "../recruitment.ts";
import {
  entry_products_most,
  question_bounds as bounds,
  reapply_days_most,
} from "../recruitment_bounds.ts";
import { At, Id, Reason } from "../values.ts";

/** A question as staff write it; one without an id is new. */
export const SaveQuestion = z.strictObject({
  id: Id.optional(),
  kind: Question.shape.kind,
  title: z.string().trim().min(1).max(bounds.title),
  hint: z.string().trim().max(bounds.hint),
  is_required: z.boolean(),
  choices: z.array(z.string().trim().min(1).max(bounds.choice)).max(bounds.choices_most),
});
export type SaveQuestion = z.infer<typeof SaveQuestion>;

/** save_questions(shop, version, questions, reason): all of them, on top of the version that was read. */
export const SaveQuestions = z.strictObject({
  version: z.int().nonnegative(),
  questions: z.array(SaveQuestion).max(bounds.questions),
  reason: Reason,
});
export type SaveQuestions = z.infer<typeof SaveQuestions>;

/** What is asked of applicants. `warned`: the legal warning was ticked, without which nobody has to buy. */
export const SaveEntryRules = z.strictObject({
  invite_only: z.boolean(),
  reapply_days: z.int().min(0).max(reapply_days_most),
  purchase: z.enum(["none", "any", "chosen"]),
  product_ids: z.array(Id).max(entry_products_most),
  spend_fen: Fen.positive().max(10_000_000_000).nullable(),
  warned: z.boolean(),
});
export type SaveEntryRules = z.infer<typeof SaveEntryRules>;

export const SaveEntryRulesRequest = z.strictObject({ rules: SaveEntryRules, reason: Reason });
export type SaveEntryRulesRequest = z.infer<typeof SaveEntryRulesRequest>;

/** get_entry_rules(shop), save_entry_rules(shop, rules, reason) */
export const EntryRules = z.object({
  ...SaveEntryRules.omit({ warned: true }).shape,
  warned_at: At.nullable(),
  warned_by: z.string().nullable(),
  products: EntryCondition.shape.products,
});
export type EntryRules = z.infer<typeof EntryRules>;

/** `decided_by` is null where the shop reviews automatically; `times` counts this member's applications. */
export const Application = z.object({
  id: Id,
  label: z.string(),
  status: DistributorStatus,
  note: z.string().nullable(),
  applied_at: At,
  terms_version: z.string(),
  times: z.int().positive(),
  inviter: z.object({ id: Id, code: z.string(), label: z.string() }).nullable(),
  has_answers: z.boolean(),
  decided_at: At.nullable(),
  decided_by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type Application = z.infer<typeof Application>;

export const ApplicationQuery = z.strictObject({
  ...SortedQuery.shape,
  sort: sortsOf("applied_at").default("applied_at"),
  status: DistributorStatus.default("applied"),
});
export type ApplicationQuery = z.infer<typeof ApplicationQuery>;

/** list_applications(shop, status, sort, after, page_size) */
export const ApplicationPage = sortedPageOf(Application);
export type ApplicationPage = z.infer<typeof ApplicationPage>;

/** When which version of the terms was agreed to. */
export const Consent = z.object({
  terms_version: z.string(),
  cause: z.enum(["application", "renewal"]),
  question_version: z.int().nonnegative(),
  consented_at: At,
});
export type Consent = z.infer<typeof Consent>;

/** none: nothing was asked, or it is not kept any more · unreadable: no key opens it. */
export const AnswersState = z.enum(["none", "shown", "forbidden", "unreadable"]);
export type AnswersState = z.infer<typeof AnswersState>;

/** get_application(shop, distributor_id): with the questions that it answered. */
export const ApplicationDetail = z.object({
  ...Application.shape,
  questions: Questions,
  answers: z.array(Answer).nullable(),
  answers_state: AnswersState,
  consents: z.array(Consent),
});
export type ApplicationDetail = z.infer<typeof ApplicationDetail>;
