import { z } from "zod";
import { CommissionStatus, DistributorStatus } from "../distributors.ts";
import { OrderStatus } from "../orders.ts";
import { Withdrawal } from "../withdrawals.ts";
import { Fen } from "../money.ts";
import { pageOf, PageQuery } from "../paging.ts";
import { At, Id, Reason } from "../values.ts";

const Count = z.int().nonnegative();

export const RiskCaseStatus = z.enum([
  "open",
  "released",
  "voided",
  "suspended",
  "expelled",
  "expired",
]);
export type RiskCaseStatus = z.infer<typeof RiskCaseStatus>;

/** What the rules found about one distributor; `held_fen` of commission and `waiting_fen` of withdrawals wait for it. */
export const RiskCase = z.object({
  id: Id,
  distributor_id: Id,
  label: z.string(),
  code: z.string(),
  distributor_status: DistributorStatus,
  status: RiskCaseStatus,
  score: Count,
  hold_score: Count,
  opened_at: At,
  changed_at: At,
  held_at: At.nullable(),
  /** When it is released if nobody decides. */
  ends_at: At.nullable(),
  decided_at: At.nullable(),
  reason: z.string().nullable(),
  by: z.string().nullable(),
  held_fen: Fen,
  waiting_fen: Fen,
  rules: z.array(z.string()),
});
export type RiskCase = z.infer<typeof RiskCase>;

export const RiskCaseQuery = z.strictObject({
  ...PageQuery.shape,
  status: RiskCaseStatus.optional(),
});

/** list_risk_cases(shop, status, after, page_size) */
export const RiskCasePage = pageOf(RiskCase);
export type RiskCasePage = z.infer<typeof RiskCasePage>;

/** What a rule found, shared by buyer and beneficiary or too often. */
export const RiskEvidenceKind = z.enum([
  ...["phone", "device", "address", "payer"] as const,
  ...["buyer", "block", "distributor", "quick", "ring"] as const,
  ...["refunds", "region", "new_device", "new_region", "unpaid"] as const,
]);
export type RiskEvidenceKind = z.infer<typeof RiskEvidenceKind>;

/** Ids and counts that a rule goes by. */
export const RiskEvidence = z.looseObject({
  kind: RiskEvidenceKind,
  members: z.array(Id).optional(),
  count: Count.optional(),
});
export type RiskEvidence = z.infer<typeof RiskEvidence>;

const Hit = z.object({
  id: Id,
  rule: z.string(),
  title: z.string(),
  weight: z.int().positive(),
  times: z.int().positive(),
  first_at: At,
  last_at: At,
  evidence: RiskEvidence,
  orders: Count,
});

export const RiskMarkKind = z.enum(["device", "phone", "address", "region"]);
export type RiskMarkKind = z.infer<typeof RiskMarkKind>;

/** By what a person was seen: a number per kind, so that equals are seen and nothing is told. */
const Mark = z.object({
  kind: RiskMarkKind,
  no: z.int().positive(),
  words: z.string().nullable(),
  first_at: At,
  last_at: At,
});

const Person = z.object({
  member_id: Id,
  label: z.string(),
  is_distributor: z.boolean(),
  marks: z.array(Mark),
});

const CaseOrder = z.object({
  order_id: Id,
  number: z.string(),
  member_id: Id,
  label: z.string(),
  paid_at: At,
  payable_fen: Fen,
  status: OrderStatus,
  bound_seconds: z.int().nullable(),
  region: z.string().nullable(),
  device: z.int().nullable(),
  phone: z.int().nullable(),
  address: z.int().nullable(),
  commission_fen: Fen,
  commission_status: CommissionStatus.nullable(),
});

/** get_risk_case(shop, case_id): the people of a case next to each other, and who buys through whom. */
export const RiskCaseWhole = z.object({
  ...RiskCase.shape,
  hits: z.array(Hit),
  people: z.array(Person),
  orders: z.array(CaseOrder),
  bonds: z.array(z.object({ buyer_id: Id, distributor_id: Id, orders: Count })),
  withdrawals: z.array(Withdrawal),
});
export type RiskCaseWhole = z.infer<typeof RiskCaseWhole>;

export const RiskDecision = z.enum(["release", "void", "suspend", "expel"]);
export type RiskDecision = z.infer<typeof RiskDecision>;

/** decide_risk_case(shop, case_id, decision, reason): answers the case. */
export const DecideRiskCase = z.strictObject({ decision: RiskDecision, reason: Reason });
export type DecideRiskCase = z.infer<typeof DecideRiskCase>;
