import { formatFen } from "@/contracts/format.ts";
import type { BatchReport, ReviewWithdrawals } from "@/contracts/staff/batches.ts";
import type { StaffWithdrawal } from "@/contracts/staff/withdrawals.ts";
import { post } from "../lib/api.ts";
import type { BatchAction } from "../ui/Batch.tsx";

const send = (json: ReviewWithdrawals) => post<BatchReport>("/staff/withdrawals/reviews", json);

/** What staff may do with many withdrawals at once. */
export const withdrawal_batches: readonly BatchAction<StaffWithdrawal>[] = [
  {
    name: "同意",
    type: "primary",
    consequences: (rows) => [
      `申请共 ${sum(rows, "amount_fen")}，实际转出 ${sum(rows, "net_fen")}。`,
      "从商户的微信支付账户转给每一位推广员，他们在微信里确认后到账。",
      "金额在申请时已从可提现余额扣除，逾期未确认会自动退回。",
    ],
    send: (ids, reason) => send({ ids, approve: true, reason }),
  },
  {
    name: "拒绝",
    isDanger: true,
    consequences: (rows) => [
      `共 ${sum(rows, "amount_fen")} 退回各自的可提现余额。`,
      "每一位推广员都会看到你填写的原因。",
    ],
    send: (ids, reason) => send({ ids, approve: false, reason }),
  },
];

/** What the chosen ones come to. */
export const sumOf = (rows: StaffWithdrawal[]) =>
  `申请 ${sum(rows, "amount_fen")}，转出 ${sum(rows, "net_fen")}`;

function sum(rows: StaffWithdrawal[], of: "amount_fen" | "net_fen"): string {
  return formatFen(rows.reduce((fen, row) => fen + row[of], 0));
}
