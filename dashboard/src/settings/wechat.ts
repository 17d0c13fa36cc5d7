import type {
  SaveWechatSettings,
  WechatSettings,
  WithholdingBasis,
} from "@/contracts/staff/wechat_settings.ts";
import { fenOf, yuanOf } from "../lib/yuan.ts";

/** The form's fields: money in yuan, rates in percent. */
export interface TypedWechat {
  appid?: string | undefined;
  mchid?: string | undefined;
  original_id?: string | undefined;
  transfer_scene_id: string;
  report_infos: { info_type: string; info_content: string }[];
  withholding: { from: string; rate: string; quick: string }[];
  withholding_basis: WithholdingBasis;
  free: string;
}

export const basis_words: Record<WithholdingBasis, string> = {
  payment: "按次，每笔单独算",
  year: "按年，全年累计算",
};

export function typedWechat(settings: WechatSettings): TypedWechat {
  return {
    appid: settings.appid ?? "",
    mchid: settings.mchid ?? "",
    original_id: settings.original_id ?? "",
    transfer_scene_id: settings.transfer_scene_id,
    report_infos: settings.report_infos,
    withholding: settings.withholding.map(({ from_fen, rate_bps, quick_fen }) => ({
      from: yuanOf(from_fen),
      rate: yuanOf(rate_bps),
      quick: yuanOf(quick_fen),
    })),
    withholding_basis: settings.withholding_basis,
    free: yuanOf(settings.withholding_free_fen),
  };
}

/** What was changed, as it is sent; undefined where nothing was. */
export function changedWechat(
  before: WechatSettings,
  typed: TypedWechat,
): SaveWechatSettings["settings"] | undefined {
  const after = {
    appid: typed.appid?.trim() || null,
    mchid: typed.mchid?.trim() || null,
    original_id: typed.original_id?.trim() || null,
    transfer_scene_id: typed.transfer_scene_id.trim(),
    report_infos: typed.report_infos.map(({ info_type, info_content }) => ({
      info_type: info_type.trim(),
      info_content: info_content.trim(),
    })),
    withholding: typed.withholding
      .map(({ from, rate, quick }) => ({
        from_fen: fenOf(from) ?? 0,
        rate_bps: fenOf(rate) ?? 0,
        quick_fen: fenOf(quick) ?? 0,
      }))
      .sort((a, b) => a.from_fen - b.from_fen),
    withholding_basis: typed.withholding_basis,
    withholding_free_fen: fenOf(typed.free) ?? 0,
  };
  const changes = Object.entries(after).filter(([name, value]) =>
    JSON.stringify(value) !== JSON.stringify(before[name as keyof typeof after])
  );
  return changes.length > 0 ? Object.fromEntries(changes) : undefined;
}
