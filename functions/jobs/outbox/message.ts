import { open_code } from "@/shared/wechat/open/result.ts";
import type { SubscribeMessage } from "@/shared/wechat/open/types.ts";
import type { Services } from "../services.ts";
import { type Outcome, refusedOrLost, type Task } from "./task.ts";

/** `touser` is null where the member has been forgotten meanwhile. */
export interface MessageBody {
  request: Omit<SubscribeMessage, "touser"> & { touser: string | null };
}

/**
 * Send a subscribe message (mini program API, subscribeMessage.send). That the reader has agreed to none, or has taken it
 * back, is an end like any other: SQL then counts no agreement. A template or a value that WeChat does not take is for
 * a person; the rest is tried again.
 */
export async function sendMessage(
  services: Services,
  task: Task<MessageBody>,
): Promise<Outcome> {
  const { touser, ...message } = task.body.request;
  if (touser === null) return ended("no_receiver");
  const client = (await services.account(task.shop)).open();
  const answer = await client.sendSubscribeMessage({ touser, ...message });
  if (answer.kind === "ok") return ended("sent");
  if (answer.kind === "refused" && answer.errcode === open_code.no_consent) {
    return ended("no_consent");
  }
  if (answer.kind === "refused" && answer.errcode === open_code.no_such_user) {
    return ended("no_receiver");
  }
  return refusedOrLost(answer);
}

function ended(state: "sent" | "no_consent" | "no_receiver"): Outcome {
  return { kind: "done", answer: { state } };
}
