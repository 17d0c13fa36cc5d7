import { z } from "zod";
import { Distributor } from "./distributors.ts";
import { question_bounds as bounds } from "./recruitment_bounds.ts";
import { At, Id, ShareToken } from "./values.ts";

/** `line` and `paragraph` are answered in words, `one` and `several` by choosing. */
export const QuestionKind = z.enum(["line", "paragraph", "one", "several"]);
export type QuestionKind = z.infer<typeof QuestionKind>;

/** What the shop asks applicants; `id` tells a question from another across versions. */
export const Question = z.object({
  id: Id,
  kind: QuestionKind,
  title: z.string(),
  hint: z.string(),
  is_required: z.boolean(),
  choices: z.array(z.string()),
});
export type Question = z.infer<typeof Question>;

/** All that is asked, as one version; version 0 asks nothing. */
export const Questions = z.object({ version: z.int().nonnegative(), items: z.array(Question) });
export type Questions = z.infer<typeof Questions>;

/** In words, or the numbers of what was chosen, from 0. */
export const Answer = z.union([
  z.strictObject({ question: Id, text: z.string().trim().min(1).max(bounds.paragraph) }),
  z.strictObject({
    question: Id,
    choices: z.array(z.int().nonnegative()).min(1).max(bounds.choices_most),
  }),
]);
export type Answer = z.infer<typeof Answer>;

/** To the questions of a version; who answers nothing to one leaves it out. */
export const Answers = z.strictObject({
  version: z.int().nonnegative(),
  items: z.array(Answer).max(bounds.questions)
    .refine((items) => new Set(items.map(({ question }) => question)).size === items.length),
});
export type Answers = z.infer<typeof Answers>;

/** `invite` is an invitation's token; `terms_version` the agreement that was shown and accepted. */
export const ApplyDistributor = z.strictObject({
  invite: ShareToken.optional(),
  terms_version: z.string().trim().min(1).max(40),
  note: z.string().trim().max(200).optional(),
  answers: Answers.optional(),
});
export type ApplyDistributor = z.infer<typeof ApplyDistributor>;

/** What the shop asks for besides answers, and how far this member is: fen for a spend, else counts. */
export const EntryCondition = z.object({
  kind: z.enum(["invitation", "purchase", "spend"]),
  have: z.int().nonnegative(),
  need: z.int().positive(),
  is_met: z.boolean(),
  /** One of these must be bought; empty: whatever. */
  products: z.array(z.object({
    id: Id,
    title: z.string(),
    image_url: z.string().nullable(),
    is_shown: z.boolean(),
  })),
});
export type EntryCondition = z.infer<typeof EntryCondition>;

/** What somebody new earns on a level, of goods without a rule of their own: a rate of what is paid, or fen a piece. */
export const BeginningRate = z.object({
  level: z.int().min(1).max(2),
  rate_bps: z.int().nonnegative().nullable(),
  fixed_fen: z.int().positive().nullable(),
});
export type BeginningRate = z.infer<typeof BeginningRate>;

/** What promoting pays and when, as the shop has it now. */
export const RecruitTerms = z.object({
  rates: z.array(BeginningRate),
  /** Some goods, tiers, times or volumes have other rates. */
  rates_vary: z.boolean(),
  settle_days: z.int().nonnegative(),
  withdraw_from_fen: z.int().nonnegative(),
});
export type RecruitTerms = z.infer<typeof RecruitTerms>;

export const RecruitmentQuery = z.strictObject({ invite: ShareToken.optional() });
export type RecruitmentQuery = z.infer<typeof RecruitmentQuery>;

/** get_recruitment(invite): all that applying asks for; `apply_from` is of who was rejected. */
export const Recruitment = z.object({
  terms_version: z.string(),
  /** A distributor's own: the terms have changed since they were agreed to. */
  terms_due: z.boolean(),
  review: z.enum(["manual", "automatic"]),
  levels: z.int().min(1).max(2),
  pay: RecruitTerms,
  questions: Questions,
  conditions: z.array(EntryCondition),
  apply_from: At.nullable(),
  distributor: Distributor.nullable(),
});
export type Recruitment = z.infer<typeof Recruitment>;

/** accept_terms(terms_version) */
export const AcceptTerms = z.strictObject({ terms_version: z.string().trim().min(1).max(40) });
export type AcceptTerms = z.infer<typeof AcceptTerms>;
