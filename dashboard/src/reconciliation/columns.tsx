import { Button, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { BillDifference, DifferenceStatus } from "@/contracts/staff/reconciliation.ts";
import { useMay } from "../lib/staff.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { dayWords } from "./months.ts";
import { Resolve } from "./Resolve.tsx";
import { advice, difference_words, row_words, sideOf, status_words } from "./words.ts";

const columns: TableColumnsType<BillDifference> = [
  {
    title: "账单日",
    width: 110,
    render: (_, { day }) => <span className="day">{dayWords(day)}</span>,
  },
  {
    title: "差异",
    width: 260,
    render: (_, row) => (
      <>
        <strong>{`${row_words[row.row_kind]} · ${difference_words[row.kind]}`}</strong>
        {row.status === "open" && <div className="aux">{advice(row)}</div>}
      </>
    ),
  },
  { title: "商城", width: 150, render: (_, row) => sideOf(row.ours_fen, row.ours_state, "ours") },
  {
    title: "微信",
    width: 150,
    render: (_, row) => sideOf(row.theirs_fen, row.theirs_state, "theirs"),
  },
  { title: "单号", width: 230, render: (_, row) => <Numbers row={row} /> },
];

export function useDifferenceColumns(): TableColumnsType<BillDifference> {
  const may = useMay("reconcile");
  return [
    ...columns,
    { title: "", width: 150, render: (_, row) => <Actions row={row} may={may} /> },
  ];
}

function Numbers({ row }: { row: BillDifference }) {
  return (
    <>
      {row.order_id && (
        <div>
          <Link to={`/orders?order=${row.order_id}`}>
            {row.order_number ? `订单 ${row.order_number}` : "查看订单"}
          </Link>
        </div>
      )}
      {row.withdrawal_id && (
        <div>
          <Link to="/withdrawals">查看提现</Link>
        </div>
      )}
      <div className="aux figures number">{`商户 ${row.number || "–"}`}</div>
      {row.wechat_number && <div className="aux figures number">{`微信 ${row.wechat_number}`}</div>}
    </>
  );
}

function Actions({ row, may }: { row: BillDifference; may: boolean }) {
  const [to, setTo] = useState<DifferenceStatus | null>(null);
  return (
    <>
      {row.status !== "open" && <StateTag {...status_words[row.status]} />}
      {may && row.status === "open" && (
        <>
          <Button type="link" onClick={() => setTo("resolved")}>查清了</Button>
          <Button type="link" onClick={() => setTo("dismissed")}>不处理</Button>
        </>
      )}
      {may && row.status !== "open" && (
        <Button type="link" onClick={() => setTo("open")}>重新打开</Button>
      )}
      {to && <Resolve difference={row} to={to} onClose={() => setTo(null)} />}
    </>
  );
}
