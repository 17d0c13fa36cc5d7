import type { DistributorStatus } from "@/contracts/distributors.ts";
import type { DistributorChange } from "@/contracts/staff/distributors.ts";
import { distributor_words as words } from "@/contracts/words.ts";
import type { Tone } from "../ui/tone.ts";

export const distributor_words: Record<DistributorStatus, { text: string; tone: Tone }> = {
  applied: { text: words.applied, tone: "warn" },
  approved: { text: words.approved, tone: "brand" },
  rejected: { text: words.rejected, tone: "quiet" },
  suspended: { text: words.suspended, tone: "warn" },
  expelled: { text: words.expelled, tone: "bad" },
};

export const change_words: Record<DistributorChange["change"], string> = {
  applied: "提交申请",
  approved: "通过申请",
  rejected: "拒绝申请",
  suspended: "暂停推广",
  restored: "恢复推广",
  expelled: "终止推广",
  parent: "调整邀请人",
};
