import { closePayment } from "../asking/payments.ts";
import type { Services } from "../services.ts";
import { describe, type Outcome, type Task } from "./task.ts";

export interface ClosePaymentBody {
  attempt_id: string;
  mchid: string;
  out_trade_no: string;
}

/** Close at WeChat an attempt that is closed here. A payment that came first is recorded, which refunds it. */
export async function closeAtWechat(
  services: Services,
  { shop_id, shop, body }: Task<ClosePaymentBody>,
): Promise<Outcome> {
  let error = "WeChat did not say whether it is closed";
  const question = { ...body, shop_id, shop, close: true };
  const end = await closePayment(services, question, (answer) => {
    if (answer.kind !== "ok") error = describe(answer);
  });
  if (end === "paid" || end === "closed") return { kind: "done", answer: { state: end } };
  return { kind: "again", error };
}
