import { Typography } from "antd";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { StaffOrder } from "@/contracts/staff/orders.ts";
import { formatMoment } from "../lib/moments.ts";
import { StateTag } from "../ui/StateTag.tsx";
import { cause_words, payment_words, refund_words } from "./words.ts";

/** Money in and out at WeChat Pay, with the numbers that WeChat knows them by. */
export function OrderPayments({ order }: { order: StaffOrder }) {
  if (order.payments.length === 0 && order.refunds.length === 0) {
    return <Typography.Text type="secondary">还没有发起支付</Typography.Text>;
  }
  return (
    <>
      {order.payments.map((payment) => (
        <div key={payment.id} className="stacked">
          <span>{`${payment_words[payment.status]} ${formatFen(payment.amount_fen)}`}</span>
          <Typography.Text type="secondary">
            {formatMoment(payment.paid_at ?? payment.created_at)}
          </Typography.Text>
          {payment.transaction_id && (
            <Typography.Text
              type="secondary"
              copyable={{ text: payment.transaction_id, tooltips: ["复制微信支付单号", "已复制"] }}
            >
              微信支付单号 <span className="figures">{payment.transaction_id}</span>
            </Typography.Text>
          )}
        </div>
      ))}
      {order.refunds.map((refund) => (
        <div key={refund.id} className="stacked">
          <span>
            {`${cause_words[refund.cause]} ${formatFen(refund.payable_fen)} `}
            <StateTag {...refund_words[refund.status]} />
            {refund.status === "refund_failed" && <Link to="/work">去待办处理</Link>}
          </span>
          <Typography.Text type="secondary">
            {formatMoment(refund.refunded_at ?? refund.created_at)}
            {refund.freight_fen > 0 && `，含运费 ${formatFen(refund.freight_fen)}`}
          </Typography.Text>
          {refund.attempts.map((attempt) =>
            attempt.fail_reason && (
              <Typography.Text key={attempt.id} type="danger">
                {`${formatMoment(attempt.created_at)} 微信没有退成：${attempt.fail_reason}`}
              </Typography.Text>
            )
          )}
        </div>
      ))}
    </>
  );
}
