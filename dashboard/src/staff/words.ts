import type { InvitationState } from "@/contracts/staff/invitations.ts";
import type { StaffMember, StaffRole } from "@/contracts/staff/people.ts";

export const role_words: Record<StaffRole, string> = {
  owner: "店主",
  manager: "经理",
  finance: "财务",
  support: "客服",
  viewer: "只读",
};

/** What each role may do, in one sentence. */
export const role_abouts: Record<StaffRole, string> = {
  owner: "什么都可以做，包括员工、密钥和打烊。",
  manager: "经营店铺的一切，除了员工、密钥、提现规则和大额提现。",
  finance: "审核提现、退款、处理售后，查看全部。",
  support: "处理订单、发货和售后。",
  viewer: "只看，看不到会员的个人信息。",
};

export const role_options = Object.entries(role_words).map(([value, label]) => ({ value, label }));

export const status_words: Record<StaffMember["status"], string> = {
  active: "在职",
  left: "已离职",
};

export const invitation_words: Record<InvitationState, string> = {
  open: "等待接受",
  accepted: "已加入",
  revoked: "已撤回",
  expired: "已过期",
};
