import type { Payment, Refund, Transfer } from "../state.ts";
import { ownNumber } from "../state.ts";
import { day_ms } from "../time.ts";
import type { World } from "../world.ts";

export const bill_kinds = ["trade", "basic", "operation"] as const;
/** The trade bill, and the flow of money of two accounts. */
export type BillKind = (typeof bill_kinds)[number];

export const line_kinds = [
  "payment",
  "refund",
  "refund_return",
  "fee",
  "transfer",
  "transfer_return",
] as const;
export type LineKind = (typeof line_kinds)[number];

/** One thing that a bill tells, as it stood at the end of its day. */
export interface BillLine {
  readonly kind: LineKind;
  readonly at: number;
  /** The merchant's own number and WeChat's. */
  readonly number: string;
  readonly wechat_number: string;
  readonly amount_fen: number;
  readonly state: string;
  /** The payment that it belongs to. */
  readonly payment: Payment | null;
}

/** What a merchant pays WeChat for a payment, in basis points of it; rounded to the fen. */
export const fee_bps = 60;

/** Which lines stand in which bill. */
export const told_by: Record<BillKind, readonly LineKind[]> = {
  trade: ["payment", "refund"],
  basic: ["payment", "refund", "refund_return", "fee"],
  operation: ["transfer", "transfer_return"],
};

/** A day of Beijing, `2026-03-01`, as the milliseconds from its first to the next day's first. */
export function dayOf(date: string): { from: number; to: number } {
  const from = Date.parse(`${date}T00:00:00+08:00`);
  return { from, to: from + day_ms };
}

/** Everything of a merchant up to a moment, told as of then, the oldest first. */
export function linesUpTo(world: World, mchid: string, end: number): BillLine[] {
  const { payments, refunds, transfers } = world.state;
  const lines = [
    ...own(payments.rows(), mchid).flatMap(paymentLines),
    ...own(refunds.rows(), mchid).flatMap((refund) => refundLines(world, refund, end)),
    ...own(transfers.rows(), mchid).flatMap(transferLines),
  ];
  return lines.filter(({ at }) => at < end).sort((one, other) => one.at - other.at);
}

function own<Row extends { mchid: string }>(rows: Iterable<Row>, mchid: string): Row[] {
  return [...rows].filter((row) => row.mchid === mchid);
}

function paymentLines(payment: Payment): BillLine[] {
  if (payment.paid_at === null || payment.transaction_id === null) return [];
  const common = {
    at: payment.paid_at,
    number: payment.out_trade_no,
    wechat_number: payment.transaction_id,
    state: "SUCCESS",
    payment,
  };
  const fee_fen = Math.round(payment.total_fen * fee_bps / 10_000);
  const paid: BillLine = { ...common, kind: "payment", amount_fen: payment.total_fen };
  return fee_fen === 0 ? [paid] : [paid, { ...common, kind: "fee", amount_fen: fee_fen }];
}

const refund_words = { SUCCESS: "SUCCESS", CLOSED: "FAIL", ABNORMAL: "CHANGE" } as const;

/** A refund stands on the day on which WeChat took it up; money of a closed one comes back. */
function refundLines(world: World, refund: Refund, end: number): BillLine[] {
  const { mchid, out_trade_no, status } = refund;
  const ended_at = refund.ended_at ?? refund.success_at ?? refund.due_at;
  const has_ended = status !== "PROCESSING" && ended_at < end;
  const common = {
    number: refund.out_refund_no,
    wechat_number: refund.refund_id,
    amount_fen: refund.refund_fen,
    state: has_ended ? refund_words[status] : "PROCESSING",
    payment: world.state.payments.get(ownNumber(mchid, out_trade_no)) ?? null,
  };
  const out: BillLine = { ...common, kind: "refund", at: refund.created_at };
  if (status !== "CLOSED") return [out];
  return [out, { ...common, kind: "refund_return", at: ended_at }];
}

/** Money of a transfer leaves when it is locked, and comes back when its bill fails. */
function transferLines(bill: Transfer): BillLine[] {
  const is_out = bill.funded || bill.state === "SUCCESS";
  const funded_at = bill.funded_at ?? (is_out ? bill.created_at : null);
  if (funded_at === null) return [];
  const common = {
    number: bill.out_bill_no,
    wechat_number: bill.transfer_bill_no,
    amount_fen: bill.amount_fen,
    state: "SUCCESS",
    payment: null,
  };
  const out: BillLine = { ...common, kind: "transfer", at: funded_at };
  const returned_at = bill.returned_at ?? null;
  if (returned_at === null) return [out];
  return [out, { ...common, kind: "transfer_return", at: returned_at }];
}
