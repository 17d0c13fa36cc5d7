import { commission_settings } from "@/contracts/settings/promotion.ts";
import type { CommissionRule } from "@/contracts/staff/commissions.ts";
import { fenOf } from "../lib/yuan.ts";

/** Rates as typed, in percent. */
export interface TypedRule {
  level1: string | null;
  level2: string | null;
  cap: string | null;
  levels: CommissionRule["levels"];
}

type Rate = "level1" | "level2" | "cap";

const most_cap_bps = commission_settings.cap_bps.max_bps;

/** The rule in basis points; undefined when something is no rate. */
export function ruleOf({ level1, level2, cap, levels }: TypedRule): CommissionRule | undefined {
  const [level1_bps, level2_bps, cap_bps] = [fenOf(level1), fenOf(level2), fenOf(cap)];
  if (level1_bps === null || level2_bps === null || cap_bps === null) return undefined;
  return { level1_bps, level2_bps, cap_bps, levels };
}

/** What is wrong with one of the fields, in words. */
export function ruleProblem(typed: TypedRule, name: Rate): string | undefined {
  if (fenOf(typed[name]) === null) return "请填写比例，最多两位小数";
  const rule = ruleOf(typed);
  if (name !== "cap" || !rule) return undefined;
  if (rule.cap_bps > most_cap_bps) return "上限最多 50%";
  return rule.level1_bps + rule.level2_bps > rule.cap_bps ? "两级合计超过了上限" : undefined;
}
