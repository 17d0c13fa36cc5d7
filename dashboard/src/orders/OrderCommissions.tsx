import { Table, type TableColumnsType, Typography } from "antd";
import type { Commission } from "@/contracts/distributors.ts";
import { formatFen } from "@/contracts/format.ts";
import { settlement } from "../commissions/CommissionWhy.tsx";
import { commission_words, formula, hold_words } from "../commissions/words.ts";
import { StateTag } from "../ui/StateTag.tsx";

const columns: TableColumnsType<Commission> = [
  {
    title: "商品",
    render: (_, one) => (
      <>
        {one.product_title}
        <div className="aux">{one.level === 1 ? "一级" : "二级"}</div>
      </>
    ),
  },
  {
    title: "佣金",
    align: "right",
    width: 170,
    render: (_, one) => (
      <>
        {formatFen(one.commission_fen)}
        <div className="aux">{formula(one)}</div>
        {one.reason.clamped && <div className="aux">已按上限压低</div>}
      </>
    ),
  },
  {
    title: "收回",
    align: "right",
    width: 96,
    render: (_, one) => one.reversed_fen === 0 ? "–" : formatFen(-one.reversed_fen),
  },
  {
    title: "状态",
    width: 190,
    render: (_, one) => (
      <>
        <StateTag {...commission_words[one.status]} />
        <div className="aux">
          {one.holds.length > 0
            ? one.holds.map((reason) => hold_words[reason]).join("、")
            : settlement(one)}
        </div>
      </>
    ),
  },
];

/** What distributors earn from this order, line by line and level by level. */
export function OrderCommissions({ commissions }: { commissions: Commission[] }) {
  if (commissions.length === 0) {
    return <Typography.Text type="secondary">这个订单没有推广佣金</Typography.Text>;
  }
  return (
    <Table
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={commissions}
      pagination={false}
      scroll={{ x: 640 }}
    />
  );
}
