import type { TableColumnsType } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { DistributorOrder } from "@/contracts/staff/distributors.ts";
import { useFilters } from "../lib/filters.ts";
import { order_columns } from "../orders/columns.tsx";
import { OrderDrawer } from "../orders/OrderDrawer.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { useDistributorOrders } from "./queries.ts";

const columns: TableColumnsType<DistributorOrder> = [
  ...order_columns.map(({ sorter: _, ...column }) => column) as TableColumnsType<DistributorOrder>,
  {
    title: "他的佣金",
    align: "right",
    width: 120,
    render: (_, { level, kept_fen }) => (
      <>
        {formatFen(kept_fen)}
        <div className="aux">{level === 1 ? "一级" : "二级"}</div>
      </>
    ),
  },
];

/** Paid orders in which a distributor is level 1, or earns on level 2. */
export function OrdersTab({ distributor }: { distributor: string }) {
  const filters = useFilters();
  return (
    <>
      <ListTable
        list={useDistributorOrders(distributor)}
        columns={columns}
        onOpen={({ id }) => filters.open({ order: id })}
        openId={filters.get("order")}
        empty={{ title: "还没有订单", hint: "他的客户付款后，订单会出现在这里" }}
      />
      <OrderDrawer id={filters.get("order")} onClose={() => filters.close("order")} />
    </>
  );
}
