import { formatBps, formatFen } from "@/contracts/format.ts";
import type { RuleSetForm, SetRule, VolumeStep } from "@/contracts/staff/rules.ts";
import type { VolumeMode } from "@/contracts/rules.ts";
import { formatMoment } from "../lib/moments.ts";

/** What tiers are called, by their keys; those without a name are called by their number. */
export type TierNames = Readonly<Record<number, string>>;

export const tierWords = (tier: number | null, names: TierNames) =>
  tier === null ? "任意等级" : names[tier] ?? `等级 ${tier}`;

export const levelWords = (level: number) => level === 1 ? "一级" : "二级";

/** What a rule pays: 8%, ¥3.00/件, 不给. */
export function payWords({ rate_bps, fixed_fen }: Pick<SetRule, "rate_bps" | "fixed_fen">): string {
  if (fixed_fen !== null) return `${formatFen(fixed_fen)}/件`;
  return rate_bps ? formatBps(rate_bps) : "不给";
}

type Held = Pick<SetRule, "starts_at" | "ends_at">;

/** When it holds; empty: always. */
export function whenWords({ starts_at, ends_at }: Held): string {
  if (starts_at && ends_at) return `${formatMoment(starts_at)} 至 ${formatMoment(ends_at)}`;
  if (starts_at) return `${formatMoment(starts_at)} 起`;
  return ends_at ? `到 ${formatMoment(ends_at)} 为止` : "";
}

/** A rule whole: 8%（12月1日 00:00 起，优先级 3）. */
export function ruleWords(rule: SetRule): string {
  const more = [whenWords(rule), rule.priority > 0 ? `优先级 ${rule.priority}` : ""]
    .filter(Boolean).join("，");
  return payWords(rule) + (more ? `（${more}）` : "");
}

export const rulesWords = (rules: readonly SetRule[]) =>
  rules.length === 0 ? "沿用" : rules.map(ruleWords).join("、");

/** What is paid by volume: its name, and what it means for a distributor. */
export const volume_words: Record<VolumeMode, { name: string; about: string }> = {
  ahead: { name: "下单时按当月销量", about: "下单前当月卖到哪一级，这一单就按哪一级加" },
  after_whole: { name: "月后按整月补", about: "当月全部算完后，按最后到的那一级，补整个月的" },
  after_slices: { name: "月后分段补", about: "当月全部算完后，每一段只按那一段的比例补" },
};

export const stepsWords = (steps: readonly VolumeStep[]) =>
  steps.map(({ from_fen, bps }) => `满 ${formatFen(from_fen)} 加 ${formatBps(bps)}`).join("、");

export const volumeWords = ({ volume_mode, volume_steps }: RuleSetForm) =>
  volume_mode === null
    ? "不用阶梯"
    : `${volume_words[volume_mode].name}：${stepsWords(volume_steps)}`;

export const levels_words: Record<number, string> = { 1: "只有一级", 2: "两级" };
