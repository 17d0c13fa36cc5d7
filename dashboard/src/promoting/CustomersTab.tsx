import type { TableColumnsType } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { DistributorCustomer } from "@/contracts/staff/distributors.ts";
import { formatMoment } from "../lib/moments.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { useCustomers } from "./queries.ts";

const end_words = { rebound: "改归别人", expelled: "推广员终止", staff: "由店员结束" };

const columns: TableColumnsType<DistributorCustomer> = [
  { title: "客户", width: 150, dataIndex: "label" },
  {
    title: "归属",
    render: (_, { ended_at, ended_cause }) =>
      ended_at
        ? (
          <>
            <StateTag text={end_words[ended_cause!]} tone="quiet" />
            <div className="aux">{formatMoment(ended_at)}</div>
          </>
        )
        : <StateTag text="现在的客户" tone="brand" />,
  },
  {
    title: "保护期到",
    width: 140,
    render: (_, { protected_until }) => protected_until ? formatMoment(protected_until) : "一直",
  },
  { title: "付款订单", align: "right", width: 110, dataIndex: "order_count" },
  {
    title: "退款后实付",
    align: "right",
    width: 130,
    render: (_, { kept_fen }) => formatFen(kept_fen),
  },
  {
    title: "成为客户",
    width: 140,
    render: (_, { bound_at }) => formatMoment(bound_at),
  },
];

/** Who is or was bound to a distributor. */
export function CustomersTab({ distributor }: { distributor: string }) {
  return (
    <ListTable
      list={useCustomers(distributor)}
      columns={columns}
      empty={{ title: "还没有客户", hint: "有人打开他的分享后，会成为他的客户" }}
    />
  );
}
