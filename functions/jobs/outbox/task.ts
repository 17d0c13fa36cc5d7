import type { Kept, KeptContact, Recorded } from "@/contracts/server.ts";
import { log } from "@/shared/log.ts";
import type { OpenResult } from "@/shared/wechat/open/result.ts";
import type { PayResult, Refused } from "@/shared/wechat/pay/result.ts";

/** A row of the outbox that this worker holds. */
export interface Task<Body = unknown> {
  shop_id: string;
  shop: string;
  id: string;
  kind: string;
  subject_id: string;
  body: Body;
  /** This try counted. */
  tries: number;
  lease_token: string;
  /** The sealed receiver, for a carrier that asks for the receiver's phone. */
  contact: KeptContact | null;
  /** Sealed bank card to which an abnormal refund shall go. */
  card: string | null;
  /** The sealed real name of the receiver, for a transfer that needs it. */
  name?: Kept | null;
}

/** done: nothing is left to do · again: later, the same · never: only a person can help. */
export type Outcome =
  | { kind: "done"; answer: Record<string, unknown> }
  | { kind: "again" | "never"; error: string };

/** WeChat's answer was recorded; what SQL would not believe is an alarm, and repeating would not help. */
export function recorded(task: Task, { result, reason }: Recorded, state: string): Outcome {
  if (result === "rejected") {
    log("error", "outbox_answer_rejected", { outbox_id: task.id, kind: task.kind, reason, state });
  }
  return { kind: "done", answer: { state, result, ...(reason === null ? {} : { reason }) } };
}

/** Once more later, for what WeChat said or did not say. */
export function again(answer: PayResult<unknown>): Outcome {
  return { kind: "again", error: describe(answer) };
}

/** WeChat's code and its own words, for staff. */
export function whyRefused({ code, message }: Refused): string {
  return [code, message].filter(Boolean).join(" ");
}

/** An answer in one line, for the work list. */
export function describe(answer: PayResult<unknown>): string {
  if (answer.kind === "ok") return "ok";
  const why = answer.kind === "unknown" ? answer.reason : "refused";
  return [why, answer.status, answer.code, answer.message].filter(Boolean).join(" ");
}

/**
 * The outcome of an answer of the open platform that is not ok. A refusal of the call's data is final, any other answer
 * is tried again. WeChat's own words go along, for staff.
 */
export function refusedOrLost(answer: Exclude<OpenResult<unknown>, { kind: "ok" }>): Outcome {
  if (answer.kind === "unknown") return { kind: "again", error: answer.reason };
  const error = refusalWords(answer);
  return answer.advice === "data" ? { kind: "never", error } : { kind: "again", error };
}

/** The open platform's code and its own words, for staff. */
export function refusalWords({ errcode, errmsg }: { errcode: number; errmsg: string }): string {
  return `${errcode} ${errmsg}`;
}
