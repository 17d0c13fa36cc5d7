import type { Merchant } from "../merchants.ts";
import type { World } from "../world.ts";

/** A request whose signature was good. */
export interface PayCall {
  readonly world: World;
  readonly merchant: Merchant;
  /** Parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body; undefined without one. */
  readonly body: unknown;
  /** Value of the request's Wechatpay-Serial. */
  readonly key_serial: string | null;
}

/** What a call answers; `finish` brings its subject to its end at once (fault notify_before_reply). */
export interface PayAnswer {
  readonly status: 200 | 204;
  readonly body?: object;
  /** Instead of a body: sent as it is, and unsigned. */
  readonly file?: Uint8Array<ArrayBuffer>;
  readonly finish?: () => void;
}
