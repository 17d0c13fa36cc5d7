import { App, Button } from "antd";
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
  const { modal } = App.useApp();
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
  const sending = countsToSend(counts).slice(0, batch_most);
  const askToClear = () =>
    modal.confirm({
      centered: true,
      title: "清空已点的数？",
      content: `${count} 个规格的实点数不会保留。`,
      okText: "清空",
      okButtonProps: { danger: true },
      autoFocusButton: "cancel",
      onOk: () => set({}),
    });
  return (
    <>
      {count > 0 && (
        <div className="batch" role="region" aria-label="盘点">
          <span className="figures">{`已点 ${count} 个规格`}</span>
          {count > batch_most && (
            <span className="aux">{`一次保存 ${batch_most} 个，其余留着`}</span>
          )}
          <span className="batch-actions">
            <Button type="primary" onClick={() => setOpen(true)}>保存盘点</Button>
            <Button type="text" onClick={askToClear}>清空</Button>
          </span>
        </div>
      )}
      {isOpen && (
        <Decision
          title={`盘点 ${sending.length} 个规格`}
          consequences={[
            "货架上的实有数改成点到的数，可售的随之增减；每个规格留下一条变动。",
            "点数之后库存变过的规格不改，会逐个说明。",
          ]}
          okText="保存盘点"
          command={{ ...save, run: (reason) => save.run({ counts: sending, reason }) }}
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
