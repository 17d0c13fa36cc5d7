import type { Faults } from "./faults.ts";
import type { Merchant, Merchants } from "./merchants.ts";
import type { Notices } from "./notify/notices.ts";
import type { Pushes } from "./pushes.ts";
import type { BillToken } from "./pay/bills.ts";
import type { Funds, State } from "./state.ts";

/** What every part of the simulator works with. */
export interface World {
  readonly merchants: Merchants;
  readonly state: State;
  readonly faults: Faults;
  readonly notices: Notices;
  readonly pushes: Pushes;
  /** By appid, who may call; null or nothing: everybody. */
  readonly allow_lists: Map<string, string[] | null>;
  /** Files of bills that may be fetched, by token. */
  readonly bill_tokens: Map<string, BillToken>;
  readonly deliver: typeof fetch;
  /** Ends answers that are being held back, when the simulator stops. */
  readonly stopping: AbortSignal;
  /** Milliseconds. */
  now(): number;
  /** Look soon for due work. */
  kick(): void;
}

/** The merchant's money; made at the first use. */
export function fundsOf(world: World, merchant: Merchant): Funds {
  const funds = world.state.funds.get(merchant.mchid);
  if (funds !== undefined) return funds;
  return { mchid: merchant.mchid, basic_fen: 0, operation_fen: merchant.operation_fen };
}

/** Wait real time, or until the signals say stop. */
export function pause(seconds: number, ...signals: AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const stop = AbortSignal.any(signals);
    if (stop.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    stop.addEventListener("abort", done, { once: true });
  });
}
