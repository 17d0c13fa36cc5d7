import type { Refund } from "@/local/wechat/state.ts";
import { jobs, wechat } from "../caller.ts";
import type { Life } from "../timeline.ts";
import { accepted, type Past } from "./past.ts";

export interface RefundTask {
  refund_attempt_id: string;
  request: {
    out_trade_no: string;
    out_refund_no: string;
    notify_url: string;
    amount: { refund: number };
  };
}

/** WeChat takes the refund up; it ends minutes later, or as its fate says. */
export async function refund(past: Past, life: Life, { refund_attempt_id, request }: RefundTask) {
  const payment = past.payments.get(request.out_trade_no)!;
  const { outcome, after_minutes } = past.refund_fates.get(request.out_trade_no) ??
    { outcome: "SUCCESS" as const, after_minutes: past.random.int(2, 40) };
  const row: Refund = {
    ...{ mchid: payment.mchid, out_trade_no: payment.out_trade_no, total_fen: payment.total_fen },
    out_refund_no: request.out_refund_no,
    refund_id: past.number("5030", 29, life.now),
    transaction_id: payment.transaction_id!,
    reason: "售后退款",
    notify_url: request.notify_url,
    refund_fen: request.amount.refund,
    created_at: life.now,
    status: "PROCESSING",
    outcome,
    due_at: life.now + after_minutes * 60_000,
    success_at: null,
  };
  payment.refund_nos.push(row.out_refund_no);
  payment.refunded_fen += row.refund_fen;
  payment.last_refund_at = life.now;
  past.refunds.set(row.out_refund_no, row);
  const { out_refund_no, refund_id, status } = row;
  const answer = { out_refund_no, refund_id, status, amount: amountOf(row) };
  const args = { shop_id: past.shop.id, refund_attempt_id, refund: answer };
  accepted(await past.caller.call(life.now, jobs, "record_refund_answer", args));
  past.timeline.begin(row.due_at, (later) => end(past, later, row));
  return { state: status };
}

async function end(past: Past, life: Life, row: Refund): Promise<void> {
  row.status = row.outcome;
  if (row.status === "SUCCESS") row.success_at = life.now;
  const { status: refund_status, mchid, out_refund_no, out_trade_no, transaction_id } = row;
  const content = {
    ...{ mchid, transaction_id, out_trade_no, out_refund_no, refund_status },
    refund_id: row.refund_id,
    user_received_account: "支付用户零钱",
    amount: amountOf(row),
  };
  const notice = past.notice(`REFUND.${refund_status}`, life.now);
  const args = { shop: past.shop.code, notice, refund: content };
  accepted(await past.caller.call(life.now, wechat, "record_refund_notice", args));
}

function amountOf({ total_fen, refund_fen }: Refund) {
  return { total: total_fen, refund: refund_fen };
}
