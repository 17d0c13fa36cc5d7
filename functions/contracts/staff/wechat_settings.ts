import { z } from "zod";
import { Bps, Fen } from "../money.ts";
import { Reason } from "../values.ts";

/** One thing that a transfer scene wants reported, e.g. 岗位类型: 推广员 (WeChat Pay doc 4012716434). */
export const ReportInfo = z.strictObject({
  info_type: z.string().trim().min(1).max(15),
  info_content: z.string().trim().min(1).max(32),
});
export type ReportInfo = z.infer<typeof ReportInfo>;

/** From `from_fen` on, after the free sum: amount × rate − quick deduction is withheld, floored. */
export const WithholdingBracket = z.strictObject({
  from_fen: Fen,
  rate_bps: Bps.max(9999),
  quick_fen: Fen,
});
export type WithholdingBracket = z.infer<typeof WithholdingBracket>;

/** Of each payment by itself, or of all that one person asked for in a calendar year. */
export const WithholdingBasis = z.enum(["payment", "year"]);
export type WithholdingBasis = z.infer<typeof WithholdingBasis>;

/** get_wechat_settings(shop). The owner may change `appid` until a member has signed in, `mchid` until a payment is under way. */
export const WechatSettings = z.object({
  appid: z.string().nullable(),
  mchid: z.string().nullable(),
  /** The mini program's original id, which WeChat's messages and shipping calls may name. */
  original_id: z.string().nullable(),
  transfer_scene_id: z.string(),
  report_infos: z.array(ReportInfo),
  withholding: z.array(WithholdingBracket),
  withholding_basis: WithholdingBasis,
  withholding_free_fen: Fen,
});
export type WechatSettings = z.infer<typeof WechatSettings>;

/** save_wechat_settings(shop, settings, reason, idempotency_key): only named fields change; answers all of them. */
export const SaveWechatSettings = z.strictObject({
  settings: z.strictObject({
    appid: z.string().trim().regex(/^wx[0-9a-f]{16}$/).nullable()
      .meta({ examples: ["wx0123456789abcdef"] }),
    mchid: z.string().trim().regex(/^[0-9]{8,10}$/).nullable()
      .meta({ examples: ["1900000001"] }),
    original_id: z.string().trim().regex(/^gh_[0-9a-z]{12}$/).nullable(),
    transfer_scene_id: z.string().trim().regex(/^[0-9A-Za-z]{1,36}$/),
    report_infos: z.array(ReportInfo).min(1).max(10),
    withholding: z.array(WithholdingBracket).max(20),
    withholding_basis: WithholdingBasis,
    withholding_free_fen: Fen.max(1_000_000_000),
  }).partial(),
  reason: Reason,
});
export type SaveWechatSettings = z.infer<typeof SaveWechatSettings>;
