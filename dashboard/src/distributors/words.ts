import type { DistributorStatus } from "@/contracts/distributors.ts";
import type { DistributorChange } from "@/contracts/staff.ts";
import type { Tone } from "../ui/tone.ts";

export const distributor_words: Record<DistributorStatus, { text: string; tone: Tone }> = {
  applied: { text: "待审核", tone: "warn" },
  approved: { text: "推广中", tone: "brand" },
  rejected: { text: "未通过", tone: "quiet" },
  suspended: { text: "已暂停", tone: "warn" },
  expelled: { text: "已清退", tone: "bad" },
};

export const change_words: Record<DistributorChange["change"], string> = {
  applied: "提交申请",
  approved: "通过申请",
  rejected: "拒绝申请",
  suspended: "暂停推广",
  restored: "恢复推广",
  expelled: "清退",
  parent: "调整邀请人",
};
