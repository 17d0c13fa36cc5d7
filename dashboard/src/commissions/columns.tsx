import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { StaffCommission } from "@/contracts/staff/commissions.ts";
import { Goods } from "../goods/Goods.tsx";
import { formatMoment } from "../lib/moments.ts";
import { StateTag } from "../ui/StateTag.tsx";
import { commission_words } from "./words.ts";

export const commission_columns: TableColumnsType<StaffCommission> = [
  {
    title: "推广员",
    width: 100,
    render: (_, one) => (
      <>
        <Link
          to={`/distributors/${one.distributor_id}`}
          onClick={(event) => event.stopPropagation()}
        >
          {one.distributor}
        </Link>
        <div className="aux">{one.level === 1 ? "一级" : "二级"}</div>
      </>
    ),
  },
  {
    title: "订单商品",
    render: (_, one) => (
      <Goods
        title={one.product_title}
        spec={`× ${one.quantity}　订单 ${one.order_number}`}
        image={one.image_url}
      />
    ),
  },
  {
    title: "佣金",
    align: "right",
    width: 160,
    render: (_, one) => (
      <>
        {formatFen(one.commission_fen)}
        <div className="aux two-lines" title={one.explanation.formula}>
          {one.explanation.formula}
        </div>
      </>
    ),
  },
  {
    title: "收回",
    align: "right",
    width: 84,
    render: (_, one) => one.reversed_fen === 0 ? "–" : formatFen(-one.reversed_fen),
  },
  {
    title: "剩余",
    align: "right",
    width: 96,
    render: (_, one) => <strong>{formatFen(one.remaining_fen)}</strong>,
  },
  {
    title: "状态",
    width: 136,
    render: (_, one) => (
      <>
        <StateTag {...commission_words[one.status]} />
        <div className="aux">{one.explanation.settling}</div>
      </>
    ),
  },
  { title: "产生时间", width: 112, render: (_, one) => formatMoment(one.created_at) },
];

/** The same table on a distributor's page, without the distributor's name. */
export const own_commission_columns = commission_columns.slice(1);
