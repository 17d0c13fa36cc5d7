import { Button, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import { type RiskCase, RiskCaseStatus } from "@/contracts/staff/risk.ts";
import { useFilters } from "../lib/filters.ts";
import { formatMoment } from "../lib/moments.ts";
import { ListFilters } from "../ui/ListFilters.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { useRiskCases } from "./queries.ts";
import { case_words } from "./words.ts";

const states = RiskCaseStatus.options.map((value) => ({ value, label: case_words[value].text }));

const columns: TableColumnsType<RiskCase> = [
  {
    title: "推广员",
    width: 150,
    render: (_, { id, label, code }) => (
      <>
        <Link className="two-lines" title={label} to={`/distributors/risk/${id}`}>{label}</Link>
        <div className="aux figures">{code}</div>
      </>
    ),
  },
  {
    title: "状态",
    width: 150,
    render: (_, { status, held_at, ends_at }) => (
      <>
        <StateTag {...case_words[status]} />
        {ends_at && (
          <div className="aux">
            {`${held_at ? "已暂停" : "只记录"}，${formatMoment(ends_at)} 到期放行`}
          </div>
        )}
      </>
    ),
  },
  { title: "命中", width: 200, render: (_, { rules }) => rules.join("、") || "–" },
  {
    title: "得分",
    align: "right",
    width: 90,
    render: (_, { score, hold_score }) => `${score} / ${hold_score}`,
  },
  {
    title: "暂停佣金",
    align: "right",
    width: 110,
    render: (_, { held_fen }) => held_fen > 0 ? formatFen(held_fen) : "–",
  },
  {
    title: "等待提现",
    align: "right",
    width: 110,
    render: (_, { waiting_fen }) => waiting_fen > 0 ? formatFen(waiting_fen) : "–",
  },
  { title: "立案", width: 130, render: (_, { opened_at }) => formatMoment(opened_at) },
];

/** The cases of the risk centre. */
export default function RiskPage() {
  const filters = useFilters();
  const status = RiskCaseStatus.safeParse(filters.get("status")).data;
  return (
    <>
      <PageHead
        back={{ to: "/distributors", text: "推广员" }}
        about="规则发现的可疑订单和提现，按推广员归成案件；到分数的先暂停，等你核实后决定"
      >
        <Link to="/distributors/risk/rules">
          <Button>规则和信任名单</Button>
        </Link>
      </PageHead>
      <ListFilters states={states} />
      <ListTable
        list={useRiskCases(status)}
        columns={columns}
        empty={status
          ? { title: "没有这种状态的案件", hint: "换一个状态看看" }
          : { title: "没有案件", hint: "规则发现可疑的订单或提现后，会出现在这里" }}
      />
    </>
  );
}
