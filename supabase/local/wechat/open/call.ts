import type { Merchant } from "../merchants.ts";
import type { World } from "../world.ts";

/** A request to api.weixin.qq.com. */
export interface OpenCall {
  readonly world: World;
  readonly query: URLSearchParams;
  /** Where the call comes from. */
  readonly address: string;
  /** The JSON body of a POST. */
  readonly body: Record<string, unknown>;
}

/** One whose access_token was good. */
export interface AppCall extends OpenCall {
  readonly app: Merchant;
}

/** JSON, or an image. */
export type OpenAnswer = object | { readonly image: Uint8Array; readonly type: string };
