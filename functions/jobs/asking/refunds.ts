import type { Recorded } from "@/contracts/server.ts";
import { log } from "@/shared/log.ts";
import { isNotFound } from "@/shared/wechat/pay/result.ts";
import { merchantClient } from "../merchant_client.ts";
import type { Services } from "../services.ts";
import { withoutValue } from "./payments.ts";

/** A refund attempt whose end is unknown, as SQL hands it out. */
export interface RefundQuestion {
  shop_id: string;
  shop: string;
  refund_attempt_id: string;
  out_refund_no: string;
  mchid: string;
}

/** Ask WeChat about a refund and record its answer. What WeChat does not have, the outbox still sends. */
export async function askAboutRefund(services: Services, question: RefundQuestion): Promise<void> {
  const { shop_id, refund_attempt_id, out_refund_no } = question;
  const pay = await merchantClient(services, question.shop, question.mchid);
  const answer = await pay.queryRefund(out_refund_no);
  if (answer.kind === "ok") {
    const args = { shop_id, refund_attempt_id, refund: answer.value };
    const recorded = await services.call<Recorded>("record_refund_answer", args);
    if (recorded.result === "rejected") {
      log("error", "refund_answer_rejected", { refund_attempt_id, reason: recorded.reason });
    }
  } else if (!isNotFound(answer)) {
    log("warn", "refund_answer_unknown", { refund_attempt_id, ...withoutValue(answer) });
  }
}
