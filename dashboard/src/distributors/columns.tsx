import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import type { FunnelSteps } from "@/contracts/insight.ts";
import { formatFen } from "@/contracts/format.ts";
import type { StaffDistributor } from "@/contracts/staff/distributors.ts";
import { figure_words } from "@/contracts/words.ts";
import { formatMoment } from "../lib/moments.ts";
import { StateTag } from "../ui/StateTag.tsx";
import { ReviewActions } from "./DistributorActions.tsx";
import { conversion } from "./conversion.ts";
import { distributor_words } from "./words.ts";

/** Clicks and orders of the past days by distributor; who is not in it had none or few. */
export type StepsOf = (distributor: string) => FunnelSteps | undefined;

/** Applicants: what they said, and the decision. */
export const application_columns: TableColumnsType<StaffDistributor> = [
  { title: "申请人", width: 150, render: (_, one) => <Named one={one} /> },
  {
    title: "申请说明",
    render: (_, one) => one.note ?? <span className="aux">没有填写</span>,
  },
  {
    title: "申请时间",
    key: "applied_at",
    sorter: true,
    width: 130,
    render: (_, one) => formatMoment(one.applied_at),
  },
  {
    title: "",
    width: 140,
    fixed: "right",
    render: (_, one) => <ReviewActions distributor={one} />,
  },
];

export function distributorColumns(steps: StepsOf): TableColumnsType<StaffDistributor> {
  return [
    { title: "推广员", width: 120, render: (_, one) => <Named one={one} /> },
    {
      title: "状态",
      width: 150,
      render: (_, one) => (
        <>
          <StateTag {...distributor_words[one.status]} />
          {one.status_reason && <div className="aux">{one.status_reason}</div>}
        </>
      ),
    },
    {
      title: "等级",
      width: 90,
      render: (_, one) =>
        one.tier === null ? "–" : (
          <>
            {one.tier.name}
            {one.tier.is_pinned && <div className="aux">已固定</div>}
          </>
        ),
    },
    {
      title: "邀请人",
      width: 90,
      render: (_, one) =>
        one.parent && one.parent_id
          ? (
            <Link
              className="two-lines"
              title={one.parent.label}
              to={`/distributors/${one.parent_id}`}
            >
              {one.parent.label}
            </Link>
          )
          : "–",
    },
    {
      title: "客户（人）",
      align: "right",
      width: 100,
      render: (_, one) => (
        <>
          {one.customer_count}
          {one.team_count > 0 && <div className="aux">{`邀请 ${one.team_count} 人`}</div>}
        </>
      ),
    },
    {
      title: figure_words.available_fen,
      key: "available_fen",
      sorter: true,
      align: "right",
      width: 130,
      render: (_, one) =>
        one.approved_at === null ? "–" : (
          <>
            {formatFen(one.available_fen)}
            <div className="aux">{`${figure_words.pending_fen} ${formatFen(one.pending_fen)}`}</div>
            {one.held_fen > 0 && (
              <div className="aux">{`${figure_words.held_fen} ${formatFen(one.held_fen)}`}</div>
            )}
          </>
        ),
    },
    {
      title: "近 30 天点击",
      align: "right",
      width: 115,
      render: (_, one) => <Clicks steps={steps(one.id)} />,
    },
    {
      title: "近 30 天成交",
      align: "right",
      width: 120,
      render: (_, one) => one.approved_at === null ? "–" : formatFen(one.kept_sales_fen),
    },
    {
      title: "通过时间",
      key: "approved_at",
      sorter: true,
      width: 130,
      render: (_, one) => one.approved_at === null ? "–" : formatMoment(one.approved_at),
    },
  ];
}

/** How often his links were opened, and how many of a hundred openings led to a paid order. */
function Clicks({ steps }: { steps: FunnelSteps | undefined }) {
  if (!steps) return <>–</>;
  return (
    <>
      {steps.clicks}
      <div className="aux">{`付款转化 ${conversion(steps)}`}</div>
    </>
  );
}

/** Whom it is about; the name opens his page. */
function Named({ one }: { one: StaffDistributor }) {
  return (
    <>
      <Link className="two-lines" title={one.label} to={`/distributors/${one.id}`}>
        {one.label}
      </Link>
      {one.code && <div className="aux figures">{one.code}</div>}
    </>
  );
}
