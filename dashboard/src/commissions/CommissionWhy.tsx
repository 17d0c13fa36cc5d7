import { Descriptions } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { StaffCommission } from "@/contracts/staff/commissions.ts";
import "./commissions.css";

/** Why a commission is what it is, from the price that was paid to what is left of it. */
export function CommissionWhy({ commission: one }: { commission: StaffCommission }) {
  const items = [
    { label: "订单商品", children: <Bought one={one} /> },
    { label: "推广员", children: <Earner one={one} /> },
    { label: "买家", children: one.from ?? "–" },
    ...one.explanation.steps.map(({ name, words }) => ({ label: name, children: words })),
  ];
  if (one.open_holds.length > 0) items.push({ label: "冻结原因", children: <Holds one={one} /> });
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
      <div>{one.level === 1 ? "一级" : "二级"}：{one.explanation.source}</div>
    </Lines>
  );
}

/** What holds it, with what staff noted. */
function Holds({ one }: Of) {
  return (
    <Lines>
      {one.open_holds.map(({ id, words, note }) => (
        <div key={id}>{note ? `${words}：${note}` : words}</div>
      ))}
    </Lines>
  );
}

/** Several lines in one cell, whose own layout is a row. */
function Lines({ children }: { children: ReactNode }) {
  return <div>{children}</div>;
}
