import { formatFen } from "@/contracts/format.ts";
import type {
  BillDay,
  BillDayState,
  BillDifference,
  BillKind,
  BillRowKind,
  BillStatus,
  DifferenceKind,
  DifferenceStatus,
  SideSums,
  SumKind,
} from "@/contracts/staff/reconciliation.ts";
import type { Tone } from "../ui/tone.ts";

const day_words: Record<BillDayState, { text: string; tone: Tone }> = {
  agreed: { text: "无差异", tone: "brand" },
  differs: { text: "有差异", tone: "bad" },
  waiting: { text: "等次日账单", tone: "info" },
  due: { text: "待取账单", tone: "quiet" },
  failed: { text: "取账单失败", tone: "warn" },
};

/** How a day stands, in one tag. */
export function dayTag({ state, open }: BillDay): { text: string; tone: Tone } {
  return state === "differs" ? { text: `${open} 笔差异`, tone: "bad" } : day_words[state];
}

export const bill_words: Record<BillKind, string> = {
  trade: "交易账单",
  basic: "资金账单（基本账户）",
  operation: "资金账单（运营账户）",
};

export const bill_status_words: Record<BillStatus, string> = {
  due: "待取",
  fetched: "已取",
  none: "微信当天没有账单",
  failed: "没有取到",
};

export const row_words: Record<BillRowKind, string> = {
  payment: "收款",
  refund: "退款",
  transfer: "转账",
};

/** What is summed, in the order in which it is read; `ours`: the books have it too. */
export const sum_words: { kind: SumKind; name: string; ours: boolean }[] = [
  { kind: "payment", name: "收款", ours: true },
  { kind: "refund", name: "退款", ours: true },
  { kind: "transfer", name: "佣金转账", ours: true },
  { kind: "fee", name: "微信手续费", ours: false },
  { kind: "other_in", name: "其他收入", ours: false },
  { kind: "other_out", name: "其他支出（如提现）", ours: false },
];

/** What stays between both sides when what stands on another day is left out. */
export function gapOf(sums: SideSums): number {
  return (sums.theirs_fen - sums.theirs_elsewhere_fen) - (sums.ours_fen - sums.ours_elsewhere_fen);
}

export const difference_words: Record<DifferenceKind, string> = {
  missing_here: "微信有，商城没有",
  missing_there: "商城有，微信没有",
  amount: "金额不一样",
  state: "状态不一样",
};

export const status_words: Record<DifferenceStatus, { text: string; tone: Tone }> = {
  open: { text: "待处理", tone: "warn" },
  resolved: { text: "已查清", tone: "quiet" },
  dismissed: { text: "不处理", tone: "quiet" },
};

/** What can be done about it, in plain words. */
export function advice({ kind, row_kind }: BillDifference): string {
  if (kind === "missing_here") {
    return row_kind === "payment"
      ? "在商户平台查这笔收款是谁付的；不是本店订单的，原路退回后写下结果。"
      : "在商户平台查这笔钱付给了谁、谁操作的；属于本店的，在订单或提现里补记后写下结果。";
  }
  if (kind === "missing_there") {
    return "在商户平台按单号查；查不到的，这笔钱没有经过微信，联系对方核实后写下结果。";
  }
  if (kind === "amount") {
    return "对照两边的金额，在商户平台看这笔的明细；多收少付的补齐后写下结果。";
  }
  return "两边的结果相反，以商户平台为准；商城要更正的，在订单或提现里处理后写下结果。";
}

const their_states: Record<string, string> = {
  SUCCESS: "成功",
  PROCESSING: "处理中",
  FAIL: "失败",
  CHANGE: "退款异常",
  REVOKED: "已撤销",
  REFUNDCLOSE: "已关闭",
};

const our_states: Record<string, string> = {
  ...{ open: "未付", closing: "关闭中", closed: "已关闭", paid: "已入账", success: "已退" },
  ...{ processing: "处理中", abnormal: "退款异常", mending: "改退中", failed: "已失败" },
  ...{ cancelled: "已取消", rejected: "已拒绝", held: "暂缓", requested: "待审核" },
  ...{ approved: "待转账", submitted: "已提交", wait_user_confirm: "待收款人确认" },
};

/** One side of a difference: its sum and its state. */
export function sideOf(fen: number | null, state: string | null, whose: "ours" | "theirs"): string {
  if (fen === null && state === null) return "没有";
  const words = whose === "ours" ? our_states : their_states;
  const said = state === null ? "" : words[state] ?? state;
  if (fen === null) return `没有入账${said ? `（${said}）` : ""}`;
  return said ? `${formatFen(fen)}（${said}）` : formatFen(fen);
}

const yuan = (fen: number | null) => fen === null ? null : fen / 100;

/** A row of headings in yuan, and one for each difference. */
export function tableOf(rows: readonly BillDifference[]): (string | number | null)[][] {
  return [
    [
      ...["账单日", "商户号", "种类", "差异", "商户单号", "微信单号", "订单号"],
      ...["商城（元）", "微信（元）", "处理", "处理人", "说明"],
    ],
    ...rows.map((row) => {
      const last = row.status === "open" ? undefined : row.steps.at(-1);
      return [
        ...[row.day, row.mchid, row_words[row.row_kind], difference_words[row.kind]],
        ...[row.number, row.wechat_number, row.order_number],
        ...[yuan(row.ours_fen), yuan(row.theirs_fen), status_words[row.status].text],
        ...[last?.by ?? null, last?.reason ?? null],
      ];
    }),
  ];
}
