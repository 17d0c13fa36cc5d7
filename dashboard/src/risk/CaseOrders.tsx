import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { RiskCaseWhole } from "@/contracts/staff/risk.ts";
import { commission_words } from "../commissions/words.ts";
import { formatMoment } from "../lib/moments.ts";
import { PlainTable } from "../ui/PlainTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { withdrawal_words } from "../withdrawals/words.ts";
import { markWords } from "./words.ts";

/** The orders of a case with what was promised on them, and the withdrawals that wait. */
export function CaseOrders({ one: { orders, withdrawals } }: { one: RiskCaseWhole }) {
  return (
    <>
      {orders.length > 0 && (
        <section className="panel">
          <h2>有关订单</h2>
          <PlainTable
            rows={orders}
            keyOf={({ order_id }) => order_id}
            columns={[
              {
                title: "订单",
                cell: ({ order_id, number }) => (
                  <Link to={`/orders?order=${order_id}`}>{number}</Link>
                ),
              },
              { title: "买家", cell: ({ label }) => label },
              { title: "付款", cell: ({ paid_at }) => formatMoment(paid_at) },
              { title: "设备", cell: ({ device }) => markWords("device", device) },
              { title: "手机号", cell: ({ phone }) => markWords("phone", phone) },
              { title: "地址", cell: ({ address }) => markWords("address", address) },
              { title: "实付", isFigure: true, cell: ({ payable_fen }) => formatFen(payable_fen) },
              {
                title: "佣金",
                isFigure: true,
                cell: ({ commission_fen }) => formatFen(commission_fen),
              },
              {
                title: "佣金状态",
                cell: ({ commission_status: status }) =>
                  status ? <StateTag {...commission_words[status]} /> : "–",
              },
            ]}
          />
        </section>
      )}
      {withdrawals.length > 0 && (
        <section className="panel">
          <h2>等待的提现</h2>
          <PlainTable
            rows={withdrawals}
            keyOf={({ id }) => id}
            columns={[
              { title: "单号", cell: ({ number }) => <span className="figures">{number}</span> },
              { title: "金额", isFigure: true, cell: ({ amount_fen }) => formatFen(amount_fen) },
              { title: "状态", cell: ({ status }) => <StateTag {...withdrawal_words[status]} /> },
              { title: "申请", cell: ({ requested_at }) => formatMoment(requested_at) },
            ]}
          />
        </section>
      )}
    </>
  );
}
