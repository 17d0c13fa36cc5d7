import type { Recorded } from "@/contracts/server.ts";
import type { Payment, Refund, Shipment, Transfer } from "@/local/wechat/state.ts";
import { beijingDigits, beijingTime } from "@/local/wechat/time.ts";
import type { Caller } from "../caller.ts";
import type { Random } from "../random.ts";
import type { Timeline } from "../timeline.ts";
import type { DemoShop } from "../world.ts";

/** How a transfer ends: `wait` leaves it to a person. */
export type TransferFate = "paid" | "overdue" | "wait";

/** What WeChat remembers of the story, in the simulator's own rows. */
export class Past {
  readonly payments = new Map<string, Payment>();
  readonly refunds = new Map<string, Refund>();
  readonly transfers = new Map<string, Transfer>();
  readonly shipments = new Map<string, Shipment>();
  /** Refunds of these orders end differently; by out_trade_no. */
  readonly refund_fates = new Map<string, { outcome: Refund["outcome"]; after_minutes: number }>();
  /** By withdrawal; paid when nothing is said. */
  readonly transfer_fates = new Map<string, TransferFate>();

  constructor(
    readonly shop: DemoShop,
    readonly caller: Caller,
    readonly timeline: Timeline,
    readonly random: Random,
  ) {}

  /** Digits as WeChat numbers things: a prefix, digits, the day, digits. */
  number(prefix: string, length: number, at: number): string {
    const middle = this.random.digits(length - prefix.length - 18);
    return prefix + middle + beijingDigits(at).slice(0, 8) + this.random.digits(10);
  }

  /** The envelope of a notification. */
  notice(event_type: string, at: number) {
    const id = `EV-${beijingDigits(at)}${this.random.digits(10)}`;
    return { id, event_type, create_time: beijingTime(at) };
  }
}

/** History does not contain what SQL would not believe. */
export function accepted(verdict: Recorded): Recorded {
  const { result, reason } = verdict;
  if (result !== "applied") throw new Error(`Cannot seed: SQL says ${result} ${reason}`);
  return verdict;
}
