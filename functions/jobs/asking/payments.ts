import type { Recorded } from "@/contracts/server.ts";
import { log } from "@/shared/log.ts";
import { isNotFound, pay_code, type PayResult } from "@/shared/wechat/pay/result.ts";
import type { Transaction } from "@/shared/wechat/pay/types.ts";
import { merchantClient } from "../merchant_client.ts";
import type { Services } from "../services.ts";

/** An attempt whose end is unknown, as SQL hands it out. `close`: an unpaid attempt is closed at WeChat. */
export interface PaymentQuestion {
  shop_id: string;
  shop: string;
  attempt_id: string;
  mchid: string;
  out_trade_no: string;
  close: boolean;
}

/** What became of an attempt. `unknown`: WeChat has not said; it is asked again later. */
export type PaymentEnd = "paid" | "closed" | "open" | "unknown";

/** Ask WeChat about an attempt, close there what may be closed, and record what it says. */
export async function askAboutPayment(
  services: Services,
  question: PaymentQuestion,
): Promise<PaymentEnd> {
  const pay = await merchantClient(services, question.shop, question.mchid);
  const answer = await pay.queryOrder(question.out_trade_no);
  if (answer.kind === "ok") {
    const { trade_state } = answer.value;
    if (isPaid(answer.value)) return await recordPaid(services, question, answer.value);
    if (trade_state === "CLOSED" || trade_state === "REVOKED") {
      return await recordClosed(services, question);
    }
    return question.close ? await closePayment(services, question) : "open";
  }
  if (!isNotFound(answer)) return unknown(question, answer);
  // WeChat never heard of it: its buyer came no further than our own page.
  return question.close ? await recordClosed(services, question) : "open";
}

/**
 * Close an attempt at WeChat. Where WeChat says that it is paid, it is: ask, and record that. `hear` is told the answer
 * that left it unknown.
 */
export async function closePayment(
  services: Services,
  question: PaymentQuestion,
  hear: (answer: PayResult<unknown>) => void = () => {},
): Promise<PaymentEnd> {
  const unclear = (answer: PayResult<unknown>) => (hear(answer), unknown(question, answer));
  const pay = await merchantClient(services, question.shop, question.mchid);
  const answer = await pay.closeOrder(question.out_trade_no);
  if (answer.kind === "ok") return await recordClosed(services, question);
  if (answer.kind === "unknown") return unclear(answer);
  if (answer.code === pay_code.already_paid) {
    const found = await pay.queryOrder(question.out_trade_no);
    if (found.kind === "ok" && isPaid(found.value)) {
      return await recordPaid(services, question, found.value);
    }
    return unclear(found);
  }
  if (answer.code === pay_code.order_closed || isNotFound(answer)) {
    return await recordClosed(services, question);
  }
  return unclear(answer);
}

function isPaid({ trade_state }: Transaction): boolean {
  return trade_state === "SUCCESS" || trade_state === "REFUND";
}

async function recordPaid(
  services: Services,
  { shop_id, attempt_id }: PaymentQuestion,
  transaction: Transaction,
): Promise<PaymentEnd> {
  const args = { shop_id, attempt_id, transaction };
  const { result, reason } = await services.call<Recorded>("record_payment_answer", args);
  if (result !== "rejected") return "paid";
  log("error", "payment_answer_rejected", { attempt_id, reason });
  return "unknown";
}

async function recordClosed(
  services: Services,
  { shop_id, attempt_id }: PaymentQuestion,
): Promise<PaymentEnd> {
  await services.call<Recorded>("record_payment_closed", { shop_id, attempt_id });
  return "closed";
}

function unknown({ attempt_id }: PaymentQuestion, answer: PayResult<unknown>): PaymentEnd {
  log("warn", "payment_answer_unknown", { attempt_id, ...withoutValue(answer) });
  return "unknown";
}

/** An answer for the log: what kind, which code, WeChat's id of the request. */
export function withoutValue(answer: PayResult<unknown>): Record<string, unknown> {
  if (answer.kind === "ok") return { kind: "ok", wechat_request_id: answer.request_id };
  const { request_id, ...rest } = answer;
  return { ...rest, wechat_request_id: request_id };
}
