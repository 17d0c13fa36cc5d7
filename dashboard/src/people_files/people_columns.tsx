import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import type { Imported } from "@/contracts/staff/imports.ts";
import { formatDay, formatMoment } from "../lib/moments.ts";
import { taken_words } from "../relations/words.ts";
import { StateTag } from "../ui/StateTag.tsx";
import { kind_words } from "./columns.ts";
import { PersonActions } from "./PersonActions.tsx";
import { state_words } from "./words.ts";

export const people_columns: TableColumnsType<Imported> = [
  {
    title: "姓名",
    width: 150,
    render: (_, one) => (
      <>
        <span className="two-lines" title={one.name}>{one.name || "已删除"}</span>
        {one.phone && <div className="aux figures">{one.phone}</div>}
      </>
    ),
  },
  {
    title: "类型",
    width: 110,
    render: (_, one) => (
      <>
        {kind_words[one.kind]}
        {one.tier && <div className="aux">{one.tier}</div>}
      </>
    ),
  },
  {
    title: "邀请人或归属",
    width: 140,
    render: (_, { distributor, expected_line }) =>
      distributor
        ? (
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
        )
        : <span className="aux">{expected_line ? `第 ${expected_line} 行，等他来` : "—"}</span>,
  },
  {
    title: "备注",
    width: 160,
    render: (_, { remark }) => <span className="two-lines" title={remark ?? ""}>{remark}</span>,
  },
  {
    title: "状态",
    width: 170,
    render: (_, one) => (
      <>
        <StateTag {...state_words[one.state]} />
        <div className="aux">{stateAux(one)}</div>
      </>
    ),
  },
  {
    title: "导入",
    width: 130,
    render: (_, one) => (
      <>
        {formatMoment(one.created_at)}
        <div className="aux">{`第 ${one.line} 行`}</div>
      </>
    ),
  },
  {
    title: "",
    width: 170,
    fixed: "right",
    render: (_, one) => <PersonActions person={one} />,
  },
];

function stateAux(one: Imported): string {
  const when = one.decided_at ? formatMoment(one.decided_at) : "";
  switch (one.state) {
    case "waiting":
      return one.member_id ? "人来了，等推广员" : `${formatDay(one.expires_at)}前有效`;
    case "taken":
      return `${when} ${one.taken_by ? taken_words[one.taken_by] : ""}`;
    case "missed":
      return one.why ?? "";
    case "withdrawn":
      return [when, one.reason].filter(Boolean).join(" ");
    case "expired":
      return formatDay(one.expires_at);
  }
}
