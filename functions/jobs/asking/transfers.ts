import type { Kept, Recorded } from "@/contracts/server.ts";
import { log } from "@/shared/log.ts";
import { isNotFound } from "@/shared/wechat/pay/result.ts";
import type { TransferBillRequest } from "@/shared/wechat/pay/types.ts";
import { merchantClient } from "../merchant_client.ts";
import { nameOf } from "../outbox/transfer.ts";
import type { Services } from "../services.ts";
import { withoutValue } from "./payments.ts";

/** A withdrawal whose end at WeChat is unknown, as SQL hands it out. */
export interface TransferQuestion {
  shop_id: string;
  shop: string;
  withdrawal_id: string;
  mchid: string;
  out_bill_no: string;
  /** The frozen request, while the member cannot confirm for want of a package. */
  request: TransferBillRequest | null;
  /** The sealed real name that the bill was created with. */
  name?: Kept | null;
}

/**
 * Ask WeChat about a transfer and record its answer. What WeChat does not have, the outbox still sends. A bill that
 * came to wait for its receiver later (the shop's funds were short) is created again under its number: only that
 * answer brings the package with which the member confirms.
 */
export async function askAboutTransfer(
  services: Services,
  question: TransferQuestion,
): Promise<void> {
  const { shop_id, shop, withdrawal_id, mchid, out_bill_no, request } = question;
  const pay = await merchantClient(services, shop, mchid);
  const found = await pay.queryTransferBill(out_bill_no);
  const waits = found.kind === "ok" && found.value.state === "WAIT_USER_CONFIRM";
  const answer = waits && request !== null
    ? await pay.createTransferBill(request, await nameOf(services, question.name))
    : found;
  if (answer.kind === "ok") {
    const args = { shop_id, withdrawal_id, bill: answer.value };
    const recorded = await services.call<Recorded>("record_transfer_answer", args);
    if (recorded.result === "rejected") {
      log("error", "transfer_answer_rejected", { withdrawal_id, reason: recorded.reason });
    }
  } else if (!isNotFound(answer)) {
    log("warn", "transfer_answer_unknown", { withdrawal_id, ...withoutValue(answer) });
  }
}
