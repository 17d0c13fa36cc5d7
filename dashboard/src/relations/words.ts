import type { BindingState } from "@/contracts/distributors.ts";
import type { BindingPeriod } from "@/contracts/staff/distributors.ts";
import type { TakenBy } from "@/contracts/staff/imports.ts";
import type { Tone } from "../ui/tone.ts";

/** How a binding stands, as a tag shows it. */
export const binding_words: Record<BindingState, { text: string; tone: Tone }> = {
  protected: { text: "保护期内", tone: "brand" },
  expiring: { text: "快到期", tone: "warn" },
  expired: { text: "已过保护期", tone: "quiet" },
  newest: { text: "随最近一位", tone: "info" },
  permanent: { text: "长期", tone: "info" },
};

/** Why somebody was bound. */
export const cause_words: Record<BindingPeriod["cause"], string> = {
  click: "打开了分享",
  sign_in: "登录前打开过分享",
  staff: "员工指定",
  import: "文件导入",
};

/** Why a binding ended. */
export const end_words: Record<NonNullable<BindingPeriod["ended_cause"]>, string> = {
  rebound: "改归别人",
  expelled: "推广员已清退",
  staff: "员工调整",
};

/** How a person of a file came. */
export const taken_words: Record<TakenBy, string> = {
  import: "导入时已是会员",
  phone: "凭手机号认出",
  link: "打开了专属链接",
};
