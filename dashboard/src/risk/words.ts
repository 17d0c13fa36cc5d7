import type {
  RiskCaseStatus,
  RiskCaseWhole,
  RiskDecision,
  RiskEvidenceKind,
  RiskMarkKind,
} from "@/contracts/staff/risk.ts";
import type { Tone } from "../ui/tone.ts";

/** How a case stands, as a tag shows it. */
export const case_words: Record<RiskCaseStatus, { text: string; tone: Tone }> = {
  open: { text: "待处理", tone: "warn" },
  released: { text: "已放行", tone: "brand" },
  voided: { text: "已取消佣金", tone: "bad" },
  suspended: { text: "已停用", tone: "bad" },
  expelled: { text: "已清退", tone: "bad" },
  expired: { text: "到期放行", tone: "quiet" },
};

interface DecisionWords {
  text: string;
  consequences: string[];
  isDanger: boolean;
}

/** What can be decided about a case, and what follows. */
export const decision_words: Record<RiskDecision, DecisionWords> = {
  release: {
    text: "放行",
    isDanger: false,
    consequences: [
      "暂停的佣金恢复，到期照常结算；等着的提现继续办理。",
      "同样的证据以后不再立案，新的证据会重新立案。",
    ],
  },
  void: {
    text: "取消佣金",
    isDanger: true,
    consequences: [
      "案件里没结算的佣金全部取消，不能恢复；已经结算的不动。",
      "等着的提现转为待审核，由财务决定。",
    ],
  },
  suspend: {
    text: "停用推广员",
    isDanger: true,
    consequences: [
      "不再得到新的佣金，没结算的全部暂停，不能提现；恢复后继续。",
      "他的客户还归他，邀请人照常得佣金。",
    ],
  },
  expel: {
    text: "清退推广员",
    isDanger: true,
    consequences: [
      "他不再是推广员，客户不再归他，不能恢复。",
      "没结算的佣金暂停，由员工逐笔取消或放行；余额仍可提现。",
    ],
  },
};

export const mark_words: Record<RiskMarkKind, string> = {
  device: "设备",
  phone: "手机号",
  address: "地址",
  region: "地区",
};

const evidence_words: Record<RiskEvidenceKind, string> = {
  phone: "与买家同一个手机号",
  device: "同一台设备",
  address: "同一个收货地址",
  payer: "由推广员本人付款",
  buyer: "同一买家短时间内下单过多",
  block: "同一网段短时间内下单过多",
  distributor: "客户短时间内下单过多",
  quick: "绑定后立刻付款",
  ring: "互相在对方名下下单",
  refunds: "最近的订单退款过多",
  region: "几小时内换了地区",
  new_device: "提现前换了设备",
  new_region: "提现前换了地区",
  unpaid: "反复下单不付款",
};

/** What was found, in words: of the people, by the names that the case shows. */
export function evidenceWords(hit: RiskCaseWhole["hits"][number], whole: RiskCaseWhole): string {
  const { kind, members = [], count } = hit.evidence;
  const names = whole.people.filter(({ member_id }) => members.includes(member_id))
    .map(({ label }) => label);
  const of = names.length > 0 ? `：${names.slice(0, 5).join("、")}` : "";
  return evidence_words[kind] + of + (count ? `（${count}）` : "");
}

/** "设备 1": equals have the same number, and nothing else is told of them. */
export const markWords = (kind: RiskMarkKind, no: number | null): string =>
  no === null ? "–" : `${mark_words[kind]} ${no}`;
