import assert from "node:assert/strict";
import { z } from "zod";
import { AfterSaleKind, AfterSaleStatus } from "@/contracts/after_sales.ts";
import { MaterialUse } from "@/contracts/materials.ts";
import {
  CommissionKind,
  CommissionStatus,
  DistributorStatus,
  HoldReason,
} from "@/contracts/distributors.ts";
import { ConsentAnswer } from "@/contracts/messages.ts";
import { CloseReason, DiscountStep, OrderStatus } from "@/contracts/orders.ts";
import { CredentialKind, Recorded } from "@/contracts/server.ts";
import { RuleScope, VolumeMode } from "@/contracts/rules.ts";
import { ShareChannel, SharePage } from "@/contracts/shares.ts";
import { AuditRow } from "@/contracts/staff/audit.ts";
import { PriceChange, ProductStatus } from "@/contracts/staff/catalog.ts";
import { BindingPeriod, DistributorChange } from "@/contracts/staff/distributors.ts";
import { Leaving } from "@/contracts/staff/leaving.ts";
import {
  PaymentAttemptStatus,
  RefundAttemptStatus,
  RefundCause,
  RefundStatus,
} from "@/contracts/staff/orders.ts";
import { ChannelCodePage, ChannelCodeStatus } from "@/contracts/staff/channel_codes.ts";
import { ImportKind, ImportOutcome, TakenBy } from "@/contracts/staff/imports.ts";
import { FreightUnit } from "@/contracts/staff/freight.ts";
import { ShownState } from "@/contracts/staff/materials.ts";
import { MessageOutcome } from "@/contracts/staff/messages.ts";
import { Consent, EntryRules } from "@/contracts/staff/recruitment.ts";
import { RiskCaseStatus, RiskMarkKind } from "@/contracts/staff/risk.ts";
import { RiskRule } from "@/contracts/staff/risk_rules.ts";
import {
  BillKind,
  BillRowKind,
  BillStatus,
  DifferenceKind,
  DifferenceStatus,
} from "@/contracts/staff/reconciliation.ts";
import { StaffPage } from "@/contracts/staff/pages.ts";
import { StaffMember, StaffRole } from "@/contracts/staff/people.ts";
import { ShopSettings, ShopStatus } from "@/contracts/staff/settings.ts";
import { WithholdingBasis } from "@/contracts/staff/wechat_settings.ts";
import { StockCause, StockMovement } from "@/contracts/staff/stock.ts";
import { WorkItem } from "@/contracts/staff/work.ts";
import { TextKind } from "@/contracts/texts.ts";
import { TierChange, TierTerms } from "@/contracts/tiers.ts";
import { AdjustmentStatus, WithdrawalStatus } from "@/contracts/withdrawals.ts";
import { testDatabase } from "@/tests/support/database.ts";

/** What outsiders are told of a column that SQL checks against a list, or why they are told nothing. */
const told: Record<string, z.ZodType | string> = {
  "catalog.categories.status": "a hidden category is not answered",
  "catalog.price_changes.which": PriceChange.shape.which,
  "catalog.products.status": ProductStatus,
  "catalog.skus.status": "answered as on_sale",
  "catalog.stock_movements.actor_kind": StockMovement.shape.actor_kind,
  "catalog.stock_movements.cause": StockCause,
  "ledger.account_kinds.owner_kind": "accounts are ours",
  "ledger.account_kinds.unit": "accounts are ours",
  "ledger.commission_holds.reason": HoldReason,
  "ledger.commissions.kind": CommissionKind,
  "ledger.commissions.status": CommissionStatus,
  "ledger.transfers.kind": "transfers are ours",
  "ledger.transfers.unit": "transfers are ours",
  "member.members.status": "who is blocked or gone is answered nothing",
  "member.message_consents.answer": ConsentAnswer,
  "member.message_consents.outcome": MessageOutcome,
  "ops.audit_log.actor_kind": AuditRow.shape.actor_kind,
  "ops.events.actor_kind": "events are ours",
  "ops.outbox.kind": "the work list tells of what failed",
  "ops.outbox.status": "the work list tells of what failed",
  "ops.stuck.job": "the work list tells of it",
  "ops.work.status": WorkItem.shape.status,
  "pay.attempts.status": PaymentAttemptStatus,
  "pay.bill_difference_steps.status": DifferenceStatus,
  "pay.bill_differences.kind": DifferenceKind,
  "pay.bill_differences.row_kind": BillRowKind,
  "pay.bill_differences.status": DifferenceStatus,
  "pay.bill_rows.kind": "summed under SumKind",
  "pay.bills.kind": BillKind,
  "pay.bills.status": BillStatus,
  "pay.refund_attempts.status": RefundAttemptStatus,
  "pay.refunds.by_hand": "answered as words of the work list",
  "pay.refunds.cause": RefundCause,
  "pay.refunds.status": RefundStatus,
  "pay.withdrawals.status": WithdrawalStatus,
  "person.leaving.cause": Leaving.shape.cause,
  "person.notices.kind": "notices are ours",
  "person.notices.outcome": Recorded.shape.result,
  "person.signals.moment": "signals are ours",
  "person.import_lines.outcome": ImportOutcome,
  "person.imported.kind": ImportKind,
  "person.imported.state": "answered as ImportedState, where one that is too old is expired",
  "person.imported.taken_by": TakenBy,
  "person.imported.missed_for": "answered in words",
  "person.traces.kind": RiskMarkKind,
  "referral.articles.status": ShownState,
  "referral.bindings.cause": BindingPeriod.shape.cause,
  "referral.bindings.ended_cause": BindingPeriod.shape.ended_cause,
  "referral.consents.cause": Consent.shape.cause,
  "referral.channel_codes.page": ChannelCodePage,
  "referral.channel_codes.status": ChannelCodeStatus,
  "referral.distributor_changes.change": DistributorChange.shape.change,
  "referral.distributors.status": DistributorStatus,
  "referral.entry_rules.purchase": EntryRules.shape.purchase,
  "referral.material_uses.kind": MaterialUse,
  "referral.materials.status": ShownState,
  "referral.shares.channel": ShareChannel,
  "referral.shares.page": SharePage,
  "referral.tier_changes.cause": TierChange.shape.cause,
  "referral.tiers.needs": TierTerms.shape.needs,
  "referral.shares.revoked_by": "who took it back is in the audit log",
  "risk.cases.status": RiskCaseStatus,
  "risk.rules.subject": RiskRule.shape.subject,
  "shop.commission_extras.scope": RuleScope,
  "shop.commission_rules.scope": RuleScope,
  "shop.credentials.kind": CredentialKind,
  "shop.freight_templates.unit": FreightUnit,
  "shop.invitations.role": StaffRole,
  "shop.invitations.status": "answered as InvitationState, where one that is too old is expired",
  "shop.pages.kind": StaffPage.shape.kind,
  "shop.pages.status": StaffPage.shape.status,
  "shop.rule_preview_sums.kind": "answered as lists of their own",
  "shop.rule_preview_sums.part": "answered as sums of their own",
  "shop.rule_sets.state": "a draft stands apart from the versions",
  "shop.rule_sets.volume_mode": VolumeMode,
  "shop.settings.bindable": ShopSettings.shape.bindable,
  "shop.settings.binding_mode": ShopSettings.shape.binding_mode,
  "shop.settings.distributor_review": ShopSettings.shape.distributor_review,
  "shop.shops.status": ShopStatus.shape.status,
  "pay.adjustments.status": AdjustmentStatus,
  "shop.withdrawal_rules.withholding_basis": WithholdingBasis,
  "shop.staff.role": StaffRole,
  "shop.staff.status": StaffMember.shape.status,
  "shop.texts.kind": TextKind,
  "trade.after_sales.kind": AfterSaleKind,
  "trade.after_sales.origin": "the history says who asked",
  "trade.after_sales.status": AfterSaleStatus,
  "trade.order_events.actor_kind": "answered as OrderEvent.by",
  "trade.orders.close_reason": CloseReason,
  "trade.orders.status": OrderStatus,
};

const db = await testDatabase();
const checks = await db.sql<{ column: string; words: string[] }[]>`
  select format('%s.%s', c.conrelid::regclass, a.attname) as column,
         array(select m[1] from regexp_matches(pg_get_constraintdef(c.oid), '''([^'']+)''::text', 'g') m) as words
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
    join pg_class t on t.oid = c.conrelid and not t.relispartition
   where c.contype = 'c' and c.conparentid = 0 and a.atttypid = 'text'::regtype
     and pg_get_constraintdef(c.oid) ~ '^CHECK \\(\\(\\w+ = ANY \\(ARRAY\\['`;
const steps = await db.sql<
  { step: string }[]
>`select step from trade.price_steps order by position`;
await db.drop();

interface Listed {
  enum?: string[];
  anyOf?: { enum?: string[] }[];
}

/** The words that a schema takes: an enum's, or those of what it wraps. */
function wordsOf(schema: z.ZodType): string[] {
  const { enum: words, anyOf } = z.toJSONSchema(schema) as unknown as Listed;
  return words ?? (anyOf ?? []).flatMap((one) => one.enum ?? []);
}

Deno.test("every list of words that SQL checks a column against is the contracts', word for word", async (t) => {
  assert.deepEqual(checks.map(({ column }) => column).toSorted(), Object.keys(told).toSorted());
  for (const { column, words } of checks) {
    const schema = told[column];
    if (schema === undefined || typeof schema === "string") continue;
    await t.step(column, () => assert.deepEqual(words.toSorted(), wordsOf(schema).toSorted()));
  }
});

Deno.test("the steps of a price are the contracts', in the order in which they run", () => {
  assert.deepEqual(steps.map(({ step }) => step), DiscountStep.options);
});

/** Texts that are no such list although their name is a column's with one. */
const free = ["LiveMessage.status"];

Deno.test("no contract takes any text where SQL checks a list of words", async () => {
  const listed = new Set(checks.map(({ column }) => column.split(".").at(-1)!));
  listed.delete("reason"); // a hold's; everybody else's reason is what a person wrote
  const found: string[] = [];
  for await (const [name, schema] of contracts()) {
    const json = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
    for (const path of textsNamed(json, listed)) found.push(`${name}${path}`);
  }
  assert.deepEqual([...new Set(found)].toSorted(), free); // some are exported twice
});

/** Every schema that the contracts export, by its name. */
async function* contracts(folder = new URL("../contracts/", import.meta.url)): AsyncGenerator<
  [string, z.ZodType]
> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const url = new URL(isDirectory ? `${name}/` : name, folder);
    if (isDirectory) yield* contracts(url);
    else if (/(?<!_test)\.ts$/.test(name)) {
      for (const [key, value] of Object.entries(await import(url.href))) {
        if (value instanceof z.ZodType) yield [key, value];
      }
    }
  }
}

/** Where a schema has a text of any content under one of these names. */
function textsNamed(schema: unknown, names: Set<string>, path = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    const is_free = value?.type === "string" && !value.enum && !value.const && !value.pattern;
    const own = path.endsWith(".properties") && names.has(key) && is_free;
    const inner = textsNamed(value, names, `${path}.${key}`);
    return own ? [`${path}.${key}`.replaceAll(/\.(properties|items)/g, ""), ...inner] : inner;
  });
}
