import { lazy, Suspense } from "react";
import { Link, useParams } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { RiskCaseWhole } from "@/contracts/staff/risk.ts";
import { formatMoment } from "../lib/moments.ts";
import { Figures } from "../ui/Figures.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { PlainTable } from "../ui/PlainTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { CaseOrders } from "./CaseOrders.tsx";
import { CasePeople } from "./CasePeople.tsx";
import { Deciding } from "./Deciding.tsx";
import { useRiskCase } from "./queries.ts";
import { case_words, evidenceWords } from "./words.ts";
import "../ui/panel.css";
import "./risk.css";

const BondGraph = lazy(() => import("./BondGraph.tsx"));

/** One case: what was found, both sides next to each other, and the decision. */
export default function CasePage() {
  const { case: id } = useParams();
  const query = useRiskCase(id!);
  return (
    <>
      <PageHead
        back={{ to: "/distributors/risk", text: "风控" }}
        about="相同的手机号、设备和地址用同一个编号，看得出相同，看不到内容"
      >
        {query.data?.status === "open" && <Deciding one={query.data} />}
      </PageHead>
      <Loaded query={query}>{(one) => <Whole one={one} />}</Loaded>
    </>
  );
}

function Whole({ one }: { one: RiskCaseWhole }) {
  return (
    <>
      <section className="panel risk-head">
        <Link to={`/distributors/${one.distributor_id}`}>{`${one.label} ${one.code}`}</Link>
        <StateTag {...case_words[one.status]} />
        {one.reason && <span className="aux">{`${one.by ?? "系统"}：${one.reason}`}</span>}
      </section>
      <Figures
        items={[
          { label: "得分", value: String(one.score), note: `到 ${one.hold_score} 分暂停` },
          { label: "暂停佣金", value: formatFen(one.held_fen) },
          { label: "等待提现", value: formatFen(one.waiting_fen) },
          {
            label: "立案",
            value: formatMoment(one.opened_at),
            note: one.ends_at ? `${formatMoment(one.ends_at)} 没处理就放行` : undefined,
          },
        ]}
      />
      <section className="panel">
        <h2>发现了什么</h2>
        <PlainTable
          rows={one.hits}
          keyOf={({ id }) => id}
          columns={[
            { title: "规则", cell: ({ title }) => title },
            { title: "证据", cell: (hit) => evidenceWords(hit, one) },
            { title: "分量", isFigure: true, cell: ({ weight }) => weight },
            { title: "次数", isFigure: true, cell: ({ times }) => times },
            { title: "订单", isFigure: true, cell: ({ orders }) => orders || "–" },
            { title: "最近", cell: ({ last_at }) => formatMoment(last_at) },
          ]}
        />
      </section>
      <CasePeople people={one.people} />
      {one.bonds.length > 0 && (
        <section className="panel">
          <h2>谁从谁那里买</h2>
          <Suspense fallback={<div className="bond-graph" />}>
            <BondGraph one={one} />
          </Suspense>
        </section>
      )}
      <CaseOrders one={one} />
    </>
  );
}
