import { Button } from "antd";
import { useState } from "react";
import type { RiskRule } from "@/contracts/staff/risk_rules.ts";
import { useMay } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { PlainTable } from "../ui/PlainTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { useRiskRules } from "./queries.ts";
import { RuleForm } from "./RuleForm.tsx";
import { ScoreForm } from "./ScoreForm.tsx";
import { Trusted } from "./Trusted.tsx";
import "../ui/panel.css";
import "./risk.css";

/** The rules of the risk centre: switch, weight, thresholds, and what came of each. */
export default function RulesPage() {
  const query = useRiskRules();
  const may = useMay("rules");
  const [chosen, choose] = useState<RiskRule>();
  const [isScoring, setScoring] = useState(false);
  return (
    <>
      <PageHead
        back={{ to: "/distributors/risk", text: "风控" }}
        about="每条规则命中一次记一份分量；一位推广员的分数到了限度，有关的佣金和提现就暂停"
      >
        {may && query.data && (
          <Button onClick={() => setScoring(true)}>{`${query.data.hold_score} 分暂停`}</Button>
        )}
      </PageHead>
      <Loaded query={query}>
        {({ items }) => (
          <section className="panel">
            <PlainTable
              rows={items}
              keyOf={({ rule }) => rule}
              columns={[
                {
                  title: "规则",
                  cell: ({ title, words }) => (
                    <>
                      <strong>{title}</strong>
                      <div className="aux risk-words">{words}</div>
                    </>
                  ),
                },
                {
                  title: "开关",
                  cell: ({ is_on }) => (
                    <StateTag
                      text={is_on ? "已打开" : "没打开"}
                      tone={is_on ? "brand" : "quiet"}
                    />
                  ),
                },
                { title: "分量", isFigure: true, cell: ({ weight }) => weight },
                { title: "限度", cell: (rule) => limitWords(rule) },
                { title: "案件", isFigure: true, cell: ({ figures }) => figures.cases },
                { title: "核实", isFigure: true, cell: ({ figures }) => figures.confirmed },
                { title: "放行", isFigure: true, cell: ({ figures }) => figures.released },
                {
                  title: "",
                  cell: (rule) => may && <Button onClick={() => choose(rule)}>设置</Button>,
                },
              ]}
            />
          </section>
        )}
      </Loaded>
      <Trusted rules={query.data?.items ?? []} />
      {chosen && <RuleForm rule={chosen} onClose={() => choose(undefined)} />}
      {isScoring && query.data && (
        <ScoreForm
          score={query.data.hold_score}
          onClose={() => setScoring(false)}
        />
      )}
    </>
  );
}

const limitWords = ({ thresholds }: RiskRule): string =>
  thresholds.map(({ words, value, suffix }) => `${words} ${value} ${suffix}`).join("，") || "–";
