import type { Kept, Recorded } from "@/contracts/server.ts";
import { ApiError } from "@/shared/errors.ts";
import { openRealName } from "@/shared/sealed_name.ts";
import { isNotFound, pay_code } from "@/shared/wechat/pay/result.ts";
import type { TransferBillRequest, TransferState } from "@/shared/wechat/pay/types.ts";
import { merchantClient } from "../merchant_client.ts";
import type { Services } from "../services.ts";
import { again, type Outcome, recorded, type Task } from "./task.ts";

export interface TransferBody {
  withdrawal_id: string;
  mchid: string;
  request: TransferBillRequest;
}

export interface TransferCancelBody {
  withdrawal_id: string;
  mchid: string;
  out_bill_no: string;
}

/**
 * Refusals that are about this bill and stay (WeChat Pay doc 4012716434): its form, its receiver, a rule it breaks.
 * Any other, known or not, may pass or mean nothing for the bill: the shop's funds, permissions, limits.
 */
const final_codes = new Set<string>([
  pay_code.not_sent,
  pay_code.invalid_request,
  "PARAMERROR",
  "OPENIDMISMATCH",
  "NAMENOTMATCH",
]);

/** A refusal is believed after so many tries, each with a query that did not find the bill: one may look too early. */
const believed_after_tries = 3;

const final_states = new Set<TransferState>(["SUCCESS", "FAIL", "CANCELLED"]);

/**
 * Ask WeChat for a transfer, always under the withdrawal's one number. From `begin_transfer` on an unknown result
 * is still submitted. Only a refusal that stays, of a bill that queries do not find, is a failure: the money returns
 * to the balance. Everything else is asked again, and in the end waits for a person.
 */
export async function sendTransfer(services: Services, task: Task<TransferBody>): Promise<Outcome> {
  const { shop_id } = task;
  const { withdrawal_id, mchid, request } = task.body;
  const { send } = await services.call<{ send: boolean }>("begin_transfer", {
    shop_id,
    withdrawal_id,
  });
  if (!send) return { kind: "done", answer: { state: "not_sent" } };
  const pay = await merchantClient(services, task.shop, mchid);
  const answer = await pay.createTransferBill(request, await nameOf(services, task.name));
  if (answer.kind === "ok") return await record(services, task, answer.value);
  if (answer.kind === "unknown") return again(answer);
  const found = await pay.queryTransferBill(request.out_bill_no);
  if (found.kind === "ok") return await record(services, task, found.value);
  const is_final = final_codes.has(answer.code) && task.tries >= believed_after_tries;
  if (!is_final || !isNotFound(found)) return again(answer);
  const { code: fail_reason, message: fail_message } = answer;
  return await record(services, task, { state: "FAIL", fail_reason, fail_message });
}

/** Cancel a transfer at WeChat. The receiver may have been quicker: what WeChat says is recorded, and only that. */
export async function cancelTransfer(
  services: Services,
  task: Task<TransferCancelBody>,
): Promise<Outcome> {
  const { mchid, out_bill_no } = task.body;
  const pay = await merchantClient(services, task.shop, mchid);
  const answer = await pay.cancelTransferBill(out_bill_no);
  if (answer.kind === "ok") return await record(services, task, answer.value);
  if (answer.kind === "unknown") return again(answer);
  const found = await pay.queryTransferBill(out_bill_no);
  if (found.kind === "ok") {
    const outcome = await record(services, task, found.value);
    const decided = final_states.has(found.value.state) || found.value.state === "TRANSFERING";
    return decided ? outcome : again(answer);
  }
  // Both say that there never was such a bill, and go on saying it: nothing can come of it any more.
  const absent = isNotFound(answer) && isNotFound(found) && task.tries >= believed_after_tries;
  return absent ? await record(services, task, { state: "CANCELLED" }) : again(answer);
}

/** The receiver's name, opened for WeChat alone. Throws an ApiError when no key opens it: a person's work. */
export async function nameOf(
  { sealer }: Services,
  kept: Kept | null | undefined,
): Promise<string | undefined> {
  if (!kept) return undefined;
  try {
    return await openRealName(sealer, kept);
  } catch {
    throw new ApiError("REAL_NAME_UNREADABLE");
  }
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
