import type { Permission } from "../staff/people.ts";

/** From when a change counts, as the page says it. */
export const effects = {
  at_once: "保存后马上生效。",
  soon: "保存后一分钟左右生效。",
  orders: "对之后下的订单生效。",
  waiting: "保存后马上生效，正在等待的售后也按新的天数。",
  shares: "对之后打开的分享生效；已有的客户关系不变。",
  payments: "对之后付的款生效。",
  applications: "对之后提交的申请生效。",
  requests: "对之后申请的提现生效。",
  approvals: "对之后审核的提现生效。",
  calls: "下一次和微信往来时生效。",
} as const;

interface Words {
  label: string;
  /** What it does, in one sentence. */
  about: string;
  /** From when a change counts. */
  effect: keyof typeof effects;
  /** The permission that may change it. */
  writes: Permission;
  /** What has to be known before it is changed. */
  note?: { title: string; text: string };
}

/** How a setting is bounded, written and typed: money is fen, rates are basis points, both typed with two decimals. */
type Kind =
  | { kind: "count"; unit: string; min: number; max: number }
  | { kind: "money"; min_fen: number; max_fen: number; empty?: string }
  | { kind: "rate"; max_bps: number }
  | { kind: "switch" }
  | { kind: "choice"; choices: readonly { value: string | number; label: string }[] }
  /** `empty` says what it means that there is none, `wrong` in a sentence what is wrong with a text. */
  | {
    kind: "text";
    max_length: number;
    empty?: string;
    wrong?: (text: string) => string | undefined;
  }
  /** With a control of its own. */
  | { kind: "own" };

export type Setting = Words & Kind;
/** Settings by the name under which they are kept, sent and found in the audit log. */
export type Settings = Readonly<Record<string, Setting>>;

/** No order of a shop costs more. */
export const most_fen = 10_000_000_000;
