import { Descriptions, Typography } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { formatBps, formatFen } from "@/contracts/format.ts";
import type { StaffCommission } from "@/contracts/staff/commissions.ts";
import { formatMoment } from "../lib/moments.ts";
import { formula, holdWords } from "./words.ts";

/** Why a commission is what it is, from the price that was paid to what is left of it. */
export function CommissionWhy({ commission: one }: { commission: StaffCommission }) {
  const items = [
    { label: "订单商品", children: <Bought one={one} /> },
    { label: "推广员", children: <Earner one={one} /> },
    { label: "买家", children: one.from ?? "–" },
    {
      label: "计佣金额",
      children: `${formatFen(one.base_fen)}，优惠后实付的商品金额，不含运费`,
    },
    { label: "规则", children: rule(one) },
    { label: "佣金", children: <Figure one={one} /> },
  ];
  if (one.reversed_fen > 0) items.push({ label: "收回", children: reversal(one) });
  if (one.open_holds.length > 0) items.push({ label: "冻结原因", children: <Holds one={one} /> });
  items.push({ label: "结算", children: settlement(one) });
  return <Descriptions column={1} size="small" items={items} className="wide-labels" />;
}

interface Of {
  one: StaffCommission;
}

function Bought({ one }: Of) {
  return (
    <Lines>
      <div>{one.product_title} × {one.quantity}</div>
      <Link to={`/orders?order=${one.order_id}`}>订单 {one.order_number}</Link>
    </Lines>
  );
}

function Earner({ one }: Of) {
  return (
    <Lines>
      <Link to={`/distributors/${one.distributor_id}`}>{one.distributor}</Link>
      <div>{one.level === 1 ? "一级：买家是他的客户" : "二级：买家是他邀请的推广员的客户"}</div>
    </Lines>
  );
}

function Figure({ one }: Of) {
  return (
    <Lines>
      <div>{formula(one)} = {formatFen(one.commission_fen)}</div>
      {one.reason.clamped && (
        <Typography.Text type="warning">两级合计超过上限，已压低</Typography.Text>
      )}
    </Lines>
  );
}

function Holds({ one }: Of) {
  return (
    <Lines>
      {one.open_holds.map(({ id, reason, note }) => (
        <div key={id}>{note ? `${holdWords(reason)}：${note}` : holdWords(reason)}</div>
      ))}
    </Lines>
  );
}

/** Several lines in one cell, whose own layout is a row. */
function Lines({ children }: { children: ReactNode }) {
  return <div>{children}</div>;
}

function rule({ reason }: StaffCommission): string {
  const part = reason.kind === "rate"
    ? `比例 ${formatBps(reason.rate_bps ?? 0)}`
    : `每件 ${formatFen(reason.fixed_fen ?? 0)}`;
  return `${part}，两级合计不超过 ${formatBps(reason.cap_bps)}；按下单时的规则，之后改动不影响`;
}

function reversal({ status, reversed_fen, remaining_fen }: StaffCommission): string {
  const why = status === "void" ? "因退款或作废" : "因退款";
  return `${why}收回 ${formatFen(reversed_fen)}，剩余 ${formatFen(remaining_fen)}`;
}

/** When it settles, or why it does not. */
function settlement(one: StaffCommission): string {
  if (one.settled_at) return `${formatMoment(one.settled_at)} 已进入可提现余额`;
  if (one.status === "void") return "不再结算";
  if (!one.settle_at) return "买家确认收货后开始计算结算时间";
  const held = one.status === "held" ? "，解除全部冻结后结算" : "";
  return `${formatMoment(one.settle_at)} 起可结算${held}`;
}
