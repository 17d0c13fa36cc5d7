import { Button, Space } from "antd";
import { useState } from "react";
import { formatFen } from "@/contracts/format.ts";
import type { StaffWithdrawal } from "@/contracts/staff/withdrawals.ts";
import { withdrawal_states } from "@/contracts/states.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { useReviewWithdrawal } from "./queries.ts";

/** Yes or no to a withdrawal that waits, after saying what it moves. */
export function ReviewWithdrawal({ withdrawal }: { withdrawal: StaffWithdrawal }) {
  const [approve, setApprove] = useState<boolean | null>(null);
  const close = () => setApprove(null);
  const review = useReviewWithdrawal(withdrawal.id, close);
  const may = useMay("payout");
  if (!may || !withdrawal_states.reviewable.includes(withdrawal.status)) return null;
  return (
    <Space>
      <Button size="small" type="primary" onClick={() => setApprove(true)}>同意</Button>
      <Button size="small" onClick={() => setApprove(false)}>拒绝</Button>
      {approve !== null && (
        <Decision
          title={approve ? "同意提现" : "拒绝提现"}
          consequences={approve ? approval(withdrawal) : [
            `${formatFen(withdrawal.amount_fen)} 退回 ${withdrawal.distributor} 的可提现余额。`,
            "他会看到你填写的原因。",
          ]}
          okText={approve ? `同意，转出 ${formatFen(withdrawal.net_fen)}` : "拒绝"}
          isDanger={!approve}
          command={{ ...review, run: (reason) => review.run({ approve, reason }) }}
          onClose={close}
        />
      )}
    </Space>
  );
}

function approval(one: StaffWithdrawal): string[] {
  const less = [
    one.fee_fen > 0 ? `手续费 ${formatFen(one.fee_fen)}` : "",
    one.tax_fen > 0 ? `代扣税 ${formatFen(one.tax_fen)}` : "",
  ].filter(Boolean).join("、");
  return [
    `申请 ${formatFen(one.amount_fen)}${less ? `，扣除${less}` : "，没有手续费"}，实际转出 ${
      formatFen(one.net_fen)
    }。`,
    `从商户的微信支付账户转给 ${one.distributor}，他在微信里确认后到账。`,
    "金额在申请时已从可提现余额扣除，逾期未确认会自动退回。",
  ];
}
