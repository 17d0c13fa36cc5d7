import type { TableColumnsType } from "antd";
import type { AfterSale } from "@/contracts/after_sales.ts";
import { formatFen } from "@/contracts/format.ts";
import type { StaffAfterSale } from "@/contracts/staff/after_sales.ts";
import type { StaffOrderSummary } from "@/contracts/staff/orders.ts";
import { Goods } from "../goods/Goods.tsx";
import { formatMoment } from "../lib/moments.ts";
import { StateTag } from "../ui/StateTag.tsx";
import { AfterSaleActions } from "./AfterSaleActions.tsx";
import { after_sale_words, close_words, kind_words, order_words } from "./words.ts";

export const order_columns: TableColumnsType<StaffOrderSummary> = [
  {
    title: "订单号",
    width: 150,
    render: (_, order) => <a className="figures">{order.number}</a>,
  },
  { title: "商品", render: (_, order) => <Bought order={order} /> },
  { title: "买家", width: 90, dataIndex: "buyer" },
  {
    title: "金额",
    key: "payable_fen",
    sorter: true,
    align: "right",
    width: 110,
    render: (_, order) => (
      <>
        {formatFen(order.payable_fen)}
        {order.refunded_fen > 0 && (
          <div className="aux">{`已退 ${formatFen(order.refunded_fen)}`}</div>
        )}
      </>
    ),
  },
  {
    title: "状态",
    width: 120,
    render: (_, order) => (
      <>
        <StateTag {...order_words[order.status]} />
        {order.after_sale_open && <StateTag text="售后中" tone="warn" />}
        {order.close_reason && <div className="aux">{close_words[order.close_reason]}</div>}
      </>
    ),
  },
  {
    title: "下单时间",
    key: "placed_at",
    sorter: true,
    width: 130,
    render: (_, order) => formatMoment(order.placed_at),
  },
];

/** The first line of an order, and how many more pieces there are. */
function Bought({ order }: { order: StaffOrderSummary }) {
  const [first, ...others] = order.lines;
  if (!first) return <>{`${order.item_count} 件`}</>;
  const more = others.length > 0 ? `等 ${order.lines.length} 种，` : "";
  return (
    <Goods
      title={first.title}
      spec={`${first.spec ? `${first.spec}　` : ""}${more}共 ${order.item_count} 件`}
      image={first.image_url}
    />
  );
}

export const after_sale_columns: TableColumnsType<StaffAfterSale> = [
  {
    title: "订单号",
    width: 150,
    render: (_, afterSale) => (
      <>
        <a className="figures">{afterSale.order_number}</a>
        <div className="aux">{afterSale.buyer}</div>
      </>
    ),
  },
  { title: "商品", render: (_, afterSale) => <Returned afterSale={afterSale} /> },
  {
    title: "类型与原因",
    width: 150,
    render: (_, afterSale) => (
      <>
        {kind_words[afterSale.kind]}
        <div className="aux">{afterSale.reason}</div>
      </>
    ),
  },
  {
    title: "金额",
    align: "right",
    width: 100,
    render: (_, afterSale) => paysNothing(afterSale) ? "–" : formatFen(afterSale.payable_fen),
  },
  {
    title: "状态",
    width: 125,
    render: (_, afterSale) => (
      <>
        <StateTag {...after_sale_words[afterSale.status]} />
        <div className="aux">{formatMoment(afterSale.requested_at)}</div>
      </>
    ),
  },
  {
    title: "",
    width: 145,
    fixed: "right",
    onCell: () => ({ onClick: (event) => event.stopPropagation() }), // the row opens the order
    render: (_, afterSale) => <AfterSaleActions afterSale={afterSale} />,
  },
];

/** An exchange moves no money, and neither does what was refused or taken back. */
function paysNothing({ kind, status }: AfterSale): boolean {
  return kind === "exchange" || status === "rejected" || status === "cancelled";
}

function Returned({ afterSale }: { afterSale: AfterSale }) {
  const [first] = afterSale.lines;
  const pieces = afterSale.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (!first) return <>{`${pieces} 件`}</>;
  const spec = first.spec ? `${first.spec}　` : "";
  return <Goods title={first.title} spec={`${spec}共 ${pieces} 件`} image={first.image_url} />;
}
