import type { MerchantKeys } from "./merchant_keys.ts";

/** A merchant at WeChat Pay and its mini program. Several may share a mchid or an appid. */
export interface MerchantOptions {
  readonly mchid: string;
  readonly appid: string;
  readonly app_secret: string;
  /** As made by generateMerchantKeys(). */
  readonly keys: MerchantKeys;
  /** Id of the app in message pushes; `gh_` and twelve digits by default. */
  readonly original_id?: string;
  /** Pages of the released version; without it every well-formed page exists. */
  readonly pages?: readonly string[];
  /** Transfer scenes that the merchant was granted; 1005 by default. */
  readonly transfer_scenes?: readonly string[];
  /** Most that one transfer may carry, in fen; 200 yuan by default, as WeChat gives it to a new merchant. */
  readonly transfer_max_fen?: number;
  /** Most that transfers of a day (Beijing) may carry, in fen: all together, and to one user; 50,000 and 2,000 yuan. */
  readonly transfer_day_fen?: number;
  readonly transfer_user_day_fen?: number;
  /** Money in the operation account at the first start; 1,000,000 yuan by default. */
  readonly operation_fen?: number;
  /** Seconds between two refunds of one order; 60 by default, as WeChat; 0 turns the rule off. */
  readonly refund_spacing_seconds?: number;
}

export interface SimulatorOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly hostname?: string;
  /** Folder of the journal; without it nothing outlives the process. */
  readonly dataDir?: string;
  /** Milliseconds; Date.now by default, read at every use. */
  readonly now?: () => number;
  readonly merchants: readonly MerchantOptions[];
  /** Posts notifications and pushes; fetch by default. */
  readonly deliver?: typeof fetch;
}
