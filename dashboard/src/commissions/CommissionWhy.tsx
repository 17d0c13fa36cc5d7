import { Descriptions, Typography } from "antd";
import { Link } from "react-router";
import type { Commission } from "@/contracts/distributors.ts";
import { formatBps, formatFen } from "@/contracts/format.ts";
import type { StaffCommission } from "@/contracts/staff.ts";
import { formatMoment } from "../lib/moments.ts";
import { formula, holdWords } from "./words.ts";

/** Why a commission is what it is, from the price that was paid to what is left of it. */
export function CommissionWhy({ commission }: { commission: StaffCommission }) {
  const { reason } = commission;
  const items = [
    {
      label: "订单商品",
      children: (
        <>
          {commission.product_title} × {commission.quantity}
          <br />
          <Link to={`/orders?order=${commission.order_id}`}>订单 {commission.order_number}</Link>
        </>
      ),
    },
    {
      label: "推广员",
      children: (
        <>
          <Link to={`/distributors/${commission.distributor_id}`}>{commission.distributor}</Link>
          {`　${levelWords(commission)}`}
        </>
      ),
    },
    {
      label: "计佣金额",
      children: `${formatFen(commission.base_fen)}，优惠后实付的商品金额，不含运费`,
    },
    {
      label: "规则",
      children: `${
        reason.kind === "rate"
          ? `比例 ${formatBps(reason.rate_bps ?? 0)}`
          : `每件 ${formatFen(reason.fixed_fen ?? 0)}`
      }，两级合计不超过 ${formatBps(reason.cap_bps)}；下单时的规则，之后改动不影响`,
    },
    {
      label: "佣金",
      children: (
        <>
          {formula(commission)} = {formatFen(commission.commission_fen)}
          {reason.clamped && <Typography.Text type="warning">已按两级上限压低</Typography.Text>}
        </>
      ),
    },
    ...(commission.reversed_fen > 0
      ? [{
        label: commission.status === "void" ? "退款或作废收回" : "退款收回",
        children: `${formatFen(-commission.reversed_fen)}，剩余 ${
          formatFen(commission.remaining_fen)
        }`,
      }]
      : []),
    ...(commission.open_holds.length > 0
      ? [{
        label: "冻结原因",
        children: commission.open_holds.map(({ id, reason, note }) => (
          <div key={id}>{holdWords(reason)}{note ? `：${note}` : ""}</div>
        )),
      }]
      : []),
    { label: "结算", children: settlement(commission) },
  ];
  return <Descriptions column={1} size="small" items={items} className="wide-labels" />;
}

/** On which level this was earned. */
export function levelWords({ level }: Pick<Commission, "level">): string {
  return level === 1 ? "一级：买家是他的客户" : "二级：他邀请的推广员带来的买家";
}

/** When it settles, or why it does not. */
export function settlement(one: Commission): string {
  if (one.settled_at) return `${formatMoment(one.settled_at)} 已进入可提现余额`;
  if (one.status === "void") return "不再结算";
  if (!one.settle_at) return "买家确认收货后开始计算结算时间";
  const held = one.status === "held" ? "，解除全部冻结后结算" : "";
  return `${formatMoment(one.settle_at)} 起可结算${held}`;
}
