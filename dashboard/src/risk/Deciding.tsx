import { Button, Space } from "antd";
import { useState } from "react";
import { type RiskCase, RiskDecision } from "@/contracts/staff/risk.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { useDecide } from "./queries.ts";
import { decision_words } from "./words.ts";

/** The four decisions, each with what follows, said before it is made. */
export function Deciding({ one }: { one: RiskCase }) {
  const [chosen, choose] = useState<RiskDecision>();
  const may = useMay("distributor");
  const decide = useDecide(one.id, () => choose(undefined));
  if (!may) return null;
  const offered = RiskDecision.options.filter((each) =>
    each !== "suspend" || one.distributor_status === "approved"
  );
  return (
    <Space wrap>
      {offered.map((each) => (
        <Button
          key={each}
          danger={decision_words[each].isDanger}
          type={each === "release" ? "primary" : "default"}
          onClick={() => choose(each)}
        >
          {decision_words[each].text}
        </Button>
      ))}
      {chosen && (
        <Decision
          title={`${decision_words[chosen].text} · ${one.label}`}
          consequences={decision_words[chosen].consequences}
          okText={decision_words[chosen].text}
          isDanger={decision_words[chosen].isDanger}
          command={{ ...decide, run: (reason) => decide.run({ decision: chosen, reason }) }}
          onClose={() => choose(undefined)}
        />
      )}
    </Space>
  );
}
