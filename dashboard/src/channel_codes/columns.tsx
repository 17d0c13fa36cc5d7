import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { ChannelCode } from "@/contracts/staff/channel_codes.ts";
import { formatMoment } from "../lib/moments.ts";
import { StateTag } from "../ui/StateTag.tsx";
import { CodeActions } from "./CodeActions.tsx";
import { code_words, page_words } from "./words.ts";

export const code_columns: TableColumnsType<ChannelCode> = [
  {
    title: "渠道码",
    width: 160,
    render: (_, one) => (
      <>
        <span className="two-lines" title={one.name}>{one.name}</span>
        {one.campaign && (
          <div className="aux two-lines" title={one.campaign}>{`活动 ${one.campaign}`}</div>
        )}
      </>
    ),
  },
  {
    title: "打开",
    width: 130,
    render: (_, one) =>
      one.product
        ? <span className="two-lines" title={one.product.title}>{one.product.title}</span>
        : page_words[one.page],
  },
  {
    title: "指定推广员",
    width: 120,
    render: (_, { distributor }) =>
      distributor
        ? (
          <Link
            className="two-lines"
            title={distributor.label}
            to={`/distributors/${distributor.id}`}
          >
            {distributor.label}
          </Link>
        )
        : <span className="aux">不指定</span>,
  },
  {
    title: "打开次数",
    align: "right",
    width: 100,
    render: (_, one) => (
      <>
        {one.clicks}
        <div className="aux">{`${one.visitors} 人`}</div>
      </>
    ),
  },
  {
    title: "成交",
    align: "right",
    width: 120,
    render: (_, one) => (
      <>
        {formatFen(one.paid_fen)}
        <div className="aux">{`${one.orders} 单，${one.buyers} 人`}</div>
      </>
    ),
  },
  {
    title: "状态",
    width: 110,
    render: (_, one) => (
      <>
        <StateTag {...code_words[one.status]} />
        <div className="aux">{formatMoment(one.created_at)}</div>
      </>
    ),
  },
  { title: "", width: 210, fixed: "right", render: (_, one) => <CodeActions code={one} /> },
];
