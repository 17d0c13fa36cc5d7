import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import type { WorkItem } from "@/contracts/staff.ts";
import { formatMoment } from "../lib/moments.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { useWork } from "./queries.ts";
import { RetryWork } from "./RetryWork.tsx";
import { work_words } from "./words.ts";

const columns: TableColumnsType<WorkItem> = [
  {
    title: "事项",
    width: 200,
    render: (_, item) => (
      <>
        {work_words[item.kind]}
        <div className="aux">
          <Subject item={item} />
        </div>
      </>
    ),
  },
  { title: "微信的答复", render: (_, item) => item.error ?? "没有答复" },
  { title: "尝试（次）", align: "right", width: 100, dataIndex: "tries" },
  { title: "时间", width: 130, render: (_, item) => formatMoment(item.created_at) },
  { title: "", width: 100, render: (_, item) => <RetryWork item={item} /> },
];

/** What WeChat would not take after every try: somebody has to look, and may send it again. */
export function WorkList() {
  return (
    <ListTable
      list={useWork()}
      columns={columns}
      empty={{ title: "没有需要处理的事项", hint: "微信没有接受的退款、转账和发货信息会列在这里" }}
    />
  );
}

/** Where what it is about can be seen. */
function Subject({ item }: { item: WorkItem }) {
  if (item.kind === "shipping" || item.kind === "close_payment") {
    return <Link to={`/orders?order=${item.subject_id}`}>查看订单</Link>;
  }
  if (item.kind === "refund") return <Link to="/orders?view=after-sales">查看售后</Link>;
  return <Link to="/withdrawals">查看提现</Link>;
}
