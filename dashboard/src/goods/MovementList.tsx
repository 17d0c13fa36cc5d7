import { Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { StockCause, StockMovement } from "@/contracts/staff/stock.ts";
import { stock_cause_words } from "@/contracts/words.ts";
import { formatMoment } from "../lib/moments.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { movementSaid } from "./movements.ts";
import { useMovements } from "./queries.ts";

const columns: TableColumnsType<StockMovement> = [
  { title: "时间", width: 120, render: (_, one) => formatMoment(one.created_at) },
  {
    title: "变动（件）",
    align: "right",
    width: 90,
    render: (_, one) => one.delta > 0 ? `+${one.delta}` : one.delta,
  },
  {
    title: "可售",
    align: "right",
    width: 105,
    render: (_, { before, after }) => steps(before, after),
  },
  {
    title: "应有",
    align: "right",
    width: 105,
    render: (_, { shelf_before, shelf_after }) => steps(shelf_before, shelf_after),
  },
  {
    title: "为什么，谁",
    render: (_, one) => (
      <>
        {one.order_id
          ? <Link to={`/orders?order=${one.order_id}`}>{stock_cause_words[one.cause]}</Link>
          : stock_cause_words[one.cause]}
        <div className="aux">
          {movementSaid(one)}
        </div>
      </>
    ),
  },
];

const steps = (before: number, after: number) =>
  before === after ? after.toLocaleString("zh-CN") : `${before} → ${after}`;

const causes = Object.entries(stock_cause_words).map(([value, label]) => ({ value, label }));

/** Why the stock of a SKU is what it is, the newest change first, of one cause where one is chosen. */
export function MovementList({ sku }: { sku: string }) {
  const [cause, setCause] = useState<StockCause>();
  return (
    <>
      <Select<StockCause>
        allowClear
        aria-label="哪种变动"
        placeholder="全部变动"
        className="movement-cause"
        options={causes as { value: StockCause; label: string }[]}
        onChange={setCause}
      />
      <ListTable
        list={useMovements(sku, cause)}
        columns={columns}
        empty={{ title: cause ? "没有这种变动" : "库存还没有变动过" }}
      />
    </>
  );
}
