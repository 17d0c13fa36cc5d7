import type { Recorded } from "@/contracts/server.ts";
import { isNotFound, pay_code } from "@/shared/wechat/pay/result.ts";
import type { Refund, RefundRequest } from "@/shared/wechat/pay/types.ts";
import { merchantClient } from "../merchant_client.ts";
import type { Services } from "../services.ts";
import { again, type Outcome, recorded, type Task, whyRefused } from "./task.ts";

export interface RefundBody {
  refund_attempt_id: string;
  mchid: string;
  request: RefundRequest;
}

/**
 * Refusals that are about this refund and stay (WeChat Pay doc 4012791903): the order is too old, the payer's
 * account is closed, the amounts do not fit. Any other may pass: short funds, limits, a wrong setting.
 */
export const final_codes = new Set<string>([
  pay_code.invalid_request,
  "PARAMERROR",
  "RESOURCENOTEXISTS",
  "TRADEERROR",
  "USERACCOUNTABNORMAL",
]);

/** A refusal is believed after so many tries: two refunds of an order within a minute are refused too. */
const believed_after_tries = 3;

/**
 * Ask WeChat for a refund; the number makes repeating safe. Refused for good and unknown to a query, it will
 * not happen under this number: recorded as closed, it stands in the work list, and staff may try a new one.
 */
export async function sendRefund(services: Services, task: Task<RefundBody>): Promise<Outcome> {
  const { refund_attempt_id, mchid, request } = task.body;
  const pay = await merchantClient(services, task.shop, mchid);
  const record = (refund: RefundAnswer) => recordRefund(services, task, refund_attempt_id, refund);

  const answer = await pay.createRefund(request);
  if (answer.kind === "ok") return await record(answer.value);
  if (answer.kind === "unknown") return again(answer);
  const found = await pay.queryRefund(request.out_refund_no);
  if (found.kind === "ok") return await record(found.value);
  const is_final = final_codes.has(answer.code) && task.tries >= believed_after_tries;
  if (!is_final || !isNotFound(found)) return again(answer);
  const { refund, total } = request.amount;
  return await record({
    status: "CLOSED",
    amount: { refund, total },
    failure: whyRefused(answer),
  });
}

/** What WeChat says of a refund; `failure` says why it refused, which no answer and no notification does. */
export type RefundAnswer = Partial<Refund> & { failure?: string };

/** Have SQL apply what WeChat says of a refund attempt. */
export async function recordRefund(
  services: Services,
  task: Task,
  refund_attempt_id: string,
  refund: RefundAnswer,
): Promise<Outcome> {
  const args = { shop_id: task.shop_id, refund_attempt_id, refund };
  const verdict = await services.call<Recorded>("record_refund_answer", args);
  return recorded(task, verdict, refund.status ?? "");
}
