import type { Recorded } from "@/contracts/server.ts";
import { ApiError } from "@/shared/errors.ts";
import { log } from "@/shared/log.ts";
import { notifyBase } from "@/shared/notify_urls.ts";
import type { Run } from "../run.ts";
import type { Services } from "../services.ts";
import { type AbnormalRefundBody, mendRefund } from "./abnormal_refund.ts";
import { closeAtWechat, type ClosePaymentBody } from "./close_payment.ts";
import { type MessageBody, sendMessage } from "./message.ts";
import { type OrderPathBody, registerOrderPath } from "./order_path.ts";
import { type RefundBody, sendRefund } from "./refund.ts";
import { type ShippingBody, uploadShipping } from "./shipping.ts";
import type { Outcome, Task } from "./task.ts";
import {
  cancelTransfer,
  sendTransfer,
  type TransferBody,
  type TransferCancelBody,
} from "./transfer.ts";

const at_once = 4;

/** Longer than all calls of one handler can take, so that two workers never have the same row in hand. */
const lease_seconds = 60;

/** After as many failures SQL gives a row to people (retry_outbox). */
const most_tries = 12;

/**
 * Send what is due, some rows at once. A row is claimed only when it can be worked on at once, so its lease
 * holds; a worker that dies leaves rows that are claimed again when their lease ends. Answers how many are done.
 */
export async function workOutbox(services: Services, run: Run): Promise<number> {
  const worker = crypto.randomUUID();
  const notify_base = notifyBase();
  const in_hand = new Set<Promise<void>>();
  let done = 0;

  while (true) {
    const batch = at_once - in_hand.size;
    const tasks = run.isOver()
      ? []
      : await services.call<Task[]>("claim_outbox", { worker, batch, lease_seconds, notify_base });
    for (const task of tasks) {
      const working = handle(services, task)
        .then((is_done) => void (done += is_done ? 1 : 0))
        .finally(() => in_hand.delete(working));
      in_hand.add(working);
    }
    if (in_hand.size === 0) return done;
    await Promise.race(in_hand);
  }
}

/** Work on one row and give it back. Whether it is done. Never throws: a lost row comes again by its lease. */
async function handle(services: Services, task: Task): Promise<boolean> {
  const { shop_id, id, lease_token, kind, tries } = task;
  const held = { shop_id, id, lease_token };
  try {
    const outcome = await attempt(services, task);
    if (outcome.kind === "done") {
      const { answer } = outcome;
      await services.call<Recorded>("finish_outbox", { ...held, answer });
      return true;
    }
    const { error } = outcome;
    log("warn", "outbox_not_done", { outbox_id: id, kind, tries, outcome: outcome.kind, error });
    const permanent = outcome.kind === "never";
    await services.call<Recorded>("retry_outbox", { ...held, error, permanent });
  } catch (cause) {
    log("error", "outbox_not_recorded", { outbox_id: id, kind, tries, cause });
  }
  return false;
}

/**
 * What a handler throws is a fault of ours or of a shop's settings: later, and in the end the work list, which
 * names our codes and nothing internal. A row that comes after its last try has outlived workers: each ended with
 * it in hand.
 */
async function attempt(services: Services, task: Task): Promise<Outcome> {
  if (task.tries > most_tries) return { kind: "never", error: "its workers ended before it did" };
  try {
    return await send(services, task);
  } catch (cause) {
    log("error", "outbox_handler_failed", { outbox_id: task.id, kind: task.kind, cause });
    return { kind: "again", error: cause instanceof ApiError ? cause.code : "failed, see the log" };
  }
}

function send(services: Services, task: Task): Promise<Outcome> {
  switch (task.kind) {
    case "refund":
      return sendRefund(services, task as Task<RefundBody>);
    case "abnormal_refund":
      return mendRefund(services, task as Task<AbnormalRefundBody>);
    case "transfer":
      return sendTransfer(services, task as Task<TransferBody>);
    case "transfer_cancel":
      return cancelTransfer(services, task as Task<TransferCancelBody>);
    case "shipping":
      return uploadShipping(services, task as Task<ShippingBody>);
    case "order_path":
      return registerOrderPath(services, task as Task<OrderPathBody>);
    case "message":
      return sendMessage(services, task as Task<MessageBody>);
    case "close_payment":
      return closeAtWechat(services, task as Task<ClosePaymentBody>);
    default:
      return Promise.resolve({ kind: "never", error: `nobody sends ${task.kind}` });
  }
}
