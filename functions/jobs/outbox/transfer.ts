import type { Recorded } from "@/contracts/server.ts";
import type { PayClient } from "@/shared/wechat/pay/client.ts";
import { isNotFound, pay_code } from "@/shared/wechat/pay/result.ts";
import type { TransferBillRequest, TransferState } from "@/shared/wechat/pay/types.ts";
import type { Services } from "../services.ts";
import { again, type Outcome, recorded, type Task } from "./task.ts";

export interface TransferBody {
  withdrawal_id: string;
  request: TransferBillRequest;
}

export interface TransferCancelBody {
  withdrawal_id: string;
  out_bill_no: string;
}

/** Refusals that are about the shop's account at WeChat and pass: its funds, its permissions. */
const passing_codes = new Set<string>([
  pay_code.not_enough,
  pay_code.sign_error,
  "ACCOUNTERROR",
  "NOAUTH",
  "USERERROR",
]);

const final_states = new Set<TransferState>(["SUCCESS", "FAIL", "CANCELLED"]);

/**
 * Ask WeChat for a transfer, always under the withdrawal's one number. From `begin_transfer` on an unknown result
 * is still submitted. Refused, and surely absent by a query: failed, and the money returns to the balance.
 */
export async function sendTransfer(services: Services, task: Task<TransferBody>): Promise<Outcome> {
  const { shop_id } = task;
  const { withdrawal_id, request } = task.body;
  const { send } = await services.call<{ send: boolean }>("begin_transfer", {
    shop_id,
    withdrawal_id,
  });
  if (!send) return { kind: "done", answer: { state: "not_sent" } };
  const pay = (await services.account(task.shop)).pay();
  const answer = await pay.createTransferBill(request);
  if (answer.kind === "ok") return await record(services, task, answer.value);
  if (answer.kind === "unknown") return again(answer);
  const found = await pay.queryTransferBill(request.out_bill_no);
  if (found.kind === "ok") return await record(services, task, found.value);
  if (!isNotFound(found) || passing_codes.has(answer.code)) return again(answer);
  return await record(services, task, { state: "FAIL", fail_reason: answer.code });
}

/** Cancel a transfer at WeChat. The receiver may have been quicker: what WeChat says is recorded, and only that. */
export async function cancelTransfer(
  services: Services,
  task: Task<TransferCancelBody>,
): Promise<Outcome> {
  const { out_bill_no } = task.body;
  const pay = (await services.account(task.shop)).pay();
  const answer = await pay.cancelTransferBill(out_bill_no);
  if (answer.kind === "ok") return await record(services, task, answer.value);
  if (answer.kind === "unknown") return again(answer);
  return await whatItIs(services, task, pay, out_bill_no) ?? again(answer);
}

/** What a bill is that cannot be cancelled; null while that may change. One that WeChat never had is cancelled. */
async function whatItIs(
  services: Services,
  task: Task<TransferCancelBody>,
  pay: PayClient,
  out_bill_no: string,
): Promise<Outcome | null> {
  const found = await pay.queryTransferBill(out_bill_no);
  if (isNotFound(found)) return await record(services, task, { state: "CANCELLED" });
  if (found.kind !== "ok") return null;
  const outcome = await record(services, task, found.value);
  const decided = final_states.has(found.value.state) || found.value.state === "TRANSFERING";
  return decided ? outcome : null;
}

async function record(
  services: Services,
  task: Task<{ withdrawal_id: string }>,
  bill: { state: TransferState; [more: string]: unknown },
): Promise<Outcome> {
  const { withdrawal_id } = task.body;
  const verdict = await services.call<Recorded>("record_transfer_answer", {
    shop_id: task.shop_id,
    withdrawal_id,
    bill,
  });
  return recorded(task, verdict, bill.state);
}
