import { Table, type TableColumnsType, Typography } from "antd";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { StaffCommission } from "@/contracts/staff/commissions.ts";
import { commission_words } from "../commissions/words.ts";
import { StateTag } from "../ui/StateTag.tsx";

const columns: TableColumnsType<StaffCommission> = [
  {
    title: "推广员",
    width: 110,
    render: (_, one) => (
      <>
        <Link to={`/distributors/${one.distributor_id}`}>{one.distributor}</Link>
        <div className="aux">{one.level === 1 ? "一级" : "二级"}</div>
      </>
    ),
  },
  { title: "商品", dataIndex: "product_title" },
  {
    title: "佣金",
    align: "right",
    width: 140,
    render: (_, one) => (
      <>
        {formatFen(one.commission_fen)}
        <div className="aux">{one.explanation.formula}</div>
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
    width: 150,
    render: (_, one) => (
      <>
        <StateTag {...commission_words[one.status]} />
        <div className="aux">{one.explanation.settling}</div>
      </>
    ),
  },
];

/** What distributors earn from this order, line by line and level by level. */
export function OrderCommissions({ commissions }: { commissions: StaffCommission[] }) {
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
