import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import { withdrawalReason } from "@/contracts/words.ts";
import type { StaffWithdrawal } from "@/contracts/staff/withdrawals.ts";
import { formatMoment } from "../lib/moments.ts";
import { withdrawal_states } from "@/contracts/states.ts";
import { StateTag } from "../ui/StateTag.tsx";
import { ReviewWithdrawal } from "./ReviewWithdrawal.tsx";
import { waited } from "./waited.ts";
import { withdrawal_words } from "./words.ts";

export const withdrawal_columns: TableColumnsType<StaffWithdrawal> = [
  {
    title: "推广员",
    width: 150,
    render: (_, one) => (
      <>
        <Link to={`/distributors/${one.distributor_id}`}>{one.distributor}</Link>
        <div className="aux figures">{one.number}</div>
      </>
    ),
  },
  {
    title: "申请金额",
    key: "amount_fen",
    sorter: true,
    align: "right",
    width: 115,
    render: (_, one) => (
      <>
        {formatFen(one.amount_fen)}
        {one.fee_fen > 0 && <div className="aux">{`手续费 ${formatFen(one.fee_fen)}`}</div>}
        {one.tax_fen > 0 && <div className="aux">{`代扣税 ${formatFen(one.tax_fen)}`}</div>}
        {one.with_name && <div className="aux">核对实名</div>}
      </>
    ),
  },
  {
    title: "实际转出",
    align: "right",
    width: 110,
    render: (_, one) => <strong>{formatFen(one.net_fen)}</strong>,
  },
  {
    title: "提现后余额",
    align: "right",
    width: 110,
    render: (_, one) => formatFen(one.balance_after_fen),
  },
  {
    title: "状态",
    width: 190,
    render: (_, one) => (
      <>
        <StateTag {...withdrawal_words[one.status]} />
        <Note one={one} />
      </>
    ),
  },
  {
    title: "申请时间",
    key: "requested_at",
    sorter: true,
    width: 125,
    render: (_, one) => (
      <>
        {formatMoment(one.requested_at)}
        {withdrawal_states.reviewable.includes(one.status) && (
          <div className="aux">{`等了${waited(one.requested_at)}`}</div>
        )}
      </>
    ),
  },
  {
    title: "",
    width: 130,
    fixed: "right",
    render: (_, one) => <ReviewWithdrawal withdrawal={one} />,
  },
];

/** Why it stands where it stands, or until when. */
function Note({ one }: { one: StaffWithdrawal }) {
  const text = one.status === "wait_user_confirm" && one.confirm_before
    ? `${formatMoment(one.confirm_before)} 前在微信确认（北京时间）`
    : one.status === "paid" && one.finished_at
    ? `${formatMoment(one.finished_at)} 到账`
    : withdrawalReason(one.fail_reason ?? one.reason);
  return text ? <div className="aux">{text}</div> : null;
}
