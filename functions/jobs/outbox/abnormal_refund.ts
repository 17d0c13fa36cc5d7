import { refundCardOf } from "@/shared/seal.ts";
import type { AbnormalRefundRequest, BankCard } from "@/shared/wechat/pay/types.ts";
import { merchantClient } from "../merchant_client.ts";
import type { Services } from "../services.ts";
import { final_codes, recordRefund } from "./refund.ts";
import { again, type Outcome, type Task, whyRefused } from "./task.ts";

export interface AbnormalRefundBody {
  refund_attempt_id: string;
  mchid: string;
  /** WeChat's number. */
  refund_id: string;
  amount_fen: number;
  request: AbnormalRefundRequest;
}

/**
 * Ask WeChat to pay an abnormal refund, which the buyer's account could not take, to the buyer's bank card or back to the
 * merchant. The number stays. When WeChat refuses for good, the refund is abnormal as before and stands on the work list
 * again, with WeChat's own words.
 */
export async function mendRefund(
  services: Services,
  task: Task<AbnormalRefundBody>,
): Promise<Outcome> {
  const { refund_attempt_id, mchid, refund_id, amount_fen, request } = task.body;
  const pay = await merchantClient(services, task.shop, mchid);
  const card = await cardOf(services, task);
  const answer = await pay.applyAbnormalRefund(refund_id, request, card);
  if (answer.kind === "ok") {
    return await recordRefund(services, task, refund_attempt_id, answer.value);
  }
  if (answer.kind === "unknown") return again(answer);
  const found = await pay.queryRefund(request.out_refund_no);
  if (found.kind !== "ok") return again(answer);
  if (found.value.status !== "ABNORMAL") {
    return await recordRefund(services, task, refund_attempt_id, found.value);
  }
  if (!final_codes.has(answer.code)) return again(answer);
  return await recordRefund(services, task, refund_attempt_id, {
    status: "ABNORMAL",
    amount: { refund: amount_fen, total: amount_fen },
    failure: whyRefused(answer),
  });
}

async function cardOf({ sealer }: Services, task: Task): Promise<BankCard | null> {
  if (task.card === null) return null;
  const whose = refundCardOf(task.shop_id, task.subject_id);
  return JSON.parse(await sealer.open(whose, task.card)) as BankCard;
}
