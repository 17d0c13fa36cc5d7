import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { Relation } from "@/contracts/staff/relations.ts";
import { formatMoment } from "../lib/moments.ts";
import { StateTag } from "../ui/StateTag.tsx";
import { RelationActions } from "./RelationActions.tsx";
import { binding_words, cause_words } from "./words.ts";

export const relation_columns: TableColumnsType<Relation> = [
  { title: "客户", width: 110, render: (_, one) => one.label },
  {
    title: "归属推广员",
    width: 130,
    render: (_, { distributor }) => (
      <>
        <Link
          className="two-lines"
          title={distributor.label}
          to={`/distributors/${distributor.id}`}
        >
          {distributor.label}
        </Link>
        <div className="aux figures">{distributor.code}</div>
      </>
    ),
  },
  {
    title: "保护期",
    key: "protected_until",
    sorter: true,
    width: 190,
    render: (_, one) => (
      <>
        <StateTag {...binding_words[one.state]} />
        {one.protected_until && <div className="aux">{untilWords(one)}</div>}
      </>
    ),
  },
  {
    title: "绑定",
    key: "bound_at",
    sorter: true,
    width: 140,
    render: (_, one) => (
      <>
        {formatMoment(one.bound_at)}
        <div className="aux">{cause_words[one.cause]}</div>
      </>
    ),
  },
  {
    title: "带来的佣金",
    align: "right",
    width: 120,
    render: (_, one) => (
      <>
        {formatFen(one.commission_fen)}
        <div className="aux">{`${one.order_count} 单`}</div>
      </>
    ),
  },
  {
    title: "",
    width: 140,
    fixed: "right",
    render: (_, one) => <RelationActions relation={one} />,
  },
];

function untilWords({ protected_until, days_left }: Relation): string {
  const until = formatMoment(protected_until!);
  return days_left ? `还剩 ${days_left} 天，到 ${until}` : `${until} 已过`;
}
