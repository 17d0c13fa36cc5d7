import { z } from "zod";
import { randomText } from "./ids.ts";

/** Every way to misbehave; README.md tells what each does. */
export const fault_kinds = [
  // the HTTP answer
  "timeout_before_commit",
  "timeout_after_commit",
  "error_before_commit",
  "error_after_commit",
  "too_fast",
  "refusal",
  "unsigned_401",
  "notify_before_reply",
  // signatures of answers and notifications
  "forged_signature",
  "signtest",
  "unknown_serial",
  "clock_skew",
  // notifications
  "notify_duplicate",
  "notify_late",
  "notify_lost",
  "notify_reordered",
  "notify_wrong_amount",
  "notify_wrong_mchid",
  // money
  "not_enough",
  "refund_processing",
  "refund_abnormal",
  "refund_closed",
  "closes_at_expiry",
  "close_too_early",
  "transfer_processing",
  "transfer_slow",
  "transfer_fail",
  "transfer_lands_late",
  "confirm_during_cancel",
  // bills
  "bill_late",
  "bill_wrong_hash",
  "bill_token_expired",
  // the open platform
  "token_expired",
  "code_used",
  "high_risk",
  "phone_quota",
  "image_json",
  "shipping_not_found",
  "errcode",
] as const;

export type FaultKind = (typeof fault_kinds)[number];

const text = z.string().min(1).max(200);

/** What POST /_control/faults takes. */
export const fault_schema = z.strictObject({
  kind: z.enum(fault_kinds),
  /** Facts that must be equal; `path` may be any part of the path. */
  match: z.record(text, text).default({}),
  /** How often it bites; null: until deleted. */
  times: z.number().int().min(1).nullable().default(1),
  /** Length of a timeout (real time) or of a delay or skew (the simulator's clock). */
  seconds: z.number().optional(),
  copies: z.number().int().min(2).max(50).default(2),
  in_turn: z.boolean().default(false),
  delta_fen: z.number().int().default(1),
  fail_reason: text.default("TRANSFER_RISK"),
  /** What the open platform answers to a call that it does not do. */
  errcode: z.number().int().default(-1),
  errmsg: text.default("system error"),
  /** The refusal of `refusal` and `transfer_lands_late`. */
  status: z.number().int().min(400).max(599).default(403),
  code: text.default("NEW_RULE"),
  message: text.default("暂不支持当前操作"),
});

export type FaultInput = z.input<typeof fault_schema>;

export interface Fault extends z.output<typeof fault_schema> {
  id: string;
  used: number;
}

/** Facts of a subject: path, mchid, out_trade_no, … */
export type Facts = Readonly<Record<string, string | undefined>>;

function agrees(fault: Fault, facts: Facts): boolean {
  return Object.entries(fault.match).every(([name, value]) =>
    name === "path" ? facts["path"]?.includes(value) : facts[name] === value
  );
}

/** The faults that are switched on; they do not outlive the process. */
export class Faults {
  readonly #list: Fault[] = [];

  add(input: FaultInput): Fault {
    const fault = { ...fault_schema.parse(input), id: randomText(12), used: 0 };
    this.#list.push(fault);
    return fault;
  }

  /** With an id that one, else all. */
  remove(id?: string): void {
    for (let at = this.#list.length - 1; at >= 0; at--) {
      if (id === undefined || this.#list[at]!.id === id) this.#list.splice(at, 1);
    }
  }

  list(): readonly Fault[] {
    return this.#list;
  }

  /** The first fault of this kind that fits. */
  find(kind: FaultKind, facts: Facts): Fault | undefined {
    return this.#list.find((one) =>
      one.kind === kind && (one.times === null || one.used < one.times) && agrees(one, facts)
    );
  }

  /** The same, used up by one. */
  take(kind: FaultKind, facts: Facts): Fault | undefined {
    const fault = this.find(kind, facts);
    if (fault !== undefined) fault.used++;
    return fault;
  }
}
