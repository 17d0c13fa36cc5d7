import { Table, type TableColumnsType, Typography } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { StaffOrder } from "@/contracts/staff/orders.ts";
import { Goods } from "../goods/Goods.tsx";

type OrderLine = StaffOrder["lines"][number];

const columns: TableColumnsType<OrderLine> = [
  {
    title: "商品",
    dataIndex: "title",
    render: (_, line) => <Goods title={line.title} spec={line.spec} image={line.image_url} />,
  },
  { title: "单价", align: "right", width: 100, render: (_, line) => formatFen(line.price_fen) },
  { title: "数量", align: "right", width: 64, dataIndex: "quantity" },
  { title: "优惠", align: "right", width: 96, render: (_, line) => less(line.discount_fen) },
  { title: "实付", align: "right", width: 104, render: (_, line) => formatFen(line.goods_fen) },
  { title: "进度", width: 120, render: (_, line) => <Progress line={line} /> },
];

/** What was bought, with what each line was paid and how far it has come. */
export function OrderLines({ order }: { order: StaffOrder }) {
  return (
    <Table
      size="small"
      rowKey="line_no"
      columns={columns}
      dataSource={order.lines}
      pagination={false}
      scroll={{ x: 640 }}
    />
  );
}

function Progress({ line }: { line: OrderLine }) {
  return (
    <Typography.Text type="secondary">
      {`已发 ${line.shipped_quantity}/${line.quantity}`}
      {line.refunded_quantity > 0 && <div>{`已退 ${line.refunded_quantity} 件`}</div>}
    </Typography.Text>
  );
}

function less(fen: number): string {
  return fen === 0 ? "–" : formatFen(-fen);
}
