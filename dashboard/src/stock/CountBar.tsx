import { Button } from "antd";
import { useState } from "react";
import { batch_most } from "@/contracts/lists.ts";
import type { CountReport } from "@/contracts/staff/stock.ts";
import { BatchReport } from "../ui/BatchReport.tsx";
import { Decision } from "../ui/Decision.tsx";
import { type Counts, countsToSend, refusedOf, withoutDone } from "./counts.ts";
import { useCountStock } from "./queries.ts";
import "../ui/batch.css";

interface Props {
  counts: Counts;
  set(counts: Counts): void;
}

/** The bar below the list: how many SKUs were counted, and what becomes of it. */
export function CountBar({ counts, set }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [refused, setRefused] = useState<ReturnType<typeof refusedOf>>([]);
  const [done, setDone] = useState(0);
  const save = useCountStock((report: CountReport) => {
    const without = refusedOf(report, counts);
    setOpen(false);
    setDone(report.items.length - without.length);
    setRefused(without);
    set(withoutDone(counts, report));
  });
  const count = Object.keys(counts).length;
  const isTooMany = count > batch_most;
  const words = `盘点 ${count} 个规格`;
  return (
    <>
      {count > 0 && (
        <div className="batch" role="region" aria-label="盘点">
          <span className="figures">{`已点 ${count} 个规格`}</span>
          {isTooMany && <span className="aux">{`一次最多保存 ${batch_most} 个`}</span>}
          <span className="batch-actions">
            <Button type="primary" disabled={isTooMany} onClick={() => setOpen(true)}>
              保存盘点
            </Button>
            <Button type="text" onClick={() => set({})}>清空</Button>
          </span>
        </div>
      )}
      {isOpen && (
        <Decision
          title={words}
          consequences={[
            "货架上的实有数改成点到的数，可售的随之增减；每个规格留下一条变动。",
            "点数之后库存变过的规格不改，会逐个说明。",
          ]}
          okText="保存盘点"
          command={{ ...save, run: (reason) => save.run({ counts: countsToSend(counts), reason }) }}
          onClose={() => setOpen(false)}
        />
      )}
      {refused.length > 0 && (
        <BatchReport
          title="盘点"
          done={done}
          refused={refused}
          unit="个规格"
          isBusy={false}
          onClose={() => setRefused([])}
        />
      )}
    </>
  );
}
