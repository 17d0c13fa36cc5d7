import { Alert, Progress } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { RiskPreview } from "@/contracts/staff/risk_rules.ts";
import { PlainTable } from "../ui/PlainTable.tsx";

/** What a rule would have found: how far the replay is, then in all and whom. */
export function Tried({ tried }: { tried: RiskPreview | "failed" }) {
  if (tried === "failed") {
    return <Alert type="error" title="试算没有完成" description="检查填写的数字，再试一次。" />;
  }
  if (!tried.is_done) {
    const percent = Math.floor((100 * tried.done_subjects) / Math.max(tried.subjects, 1));
    return <Progress percent={percent} />;
  }
  if (tried.distributors === 0) {
    return <Alert type="success" title={`看过 ${tried.subjects} 笔，没有发现`} />;
  }
  return (
    <>
      <p>
        {`看过 ${tried.subjects} 笔：会发现 ${tried.distributors} 位推广员的 ${tried.orders} 单，` +
          `有关佣金 ${
            formatFen(tried.commission_fen)
          }；只凭这条规则，${tried.holding} 位会被暂停。`}
      </p>
      <PlainTable
        rows={tried.items}
        keyOf={({ distributor_id }) => distributor_id}
        columns={[
          { title: "推广员", cell: ({ label }) => label },
          { title: "得分", isFigure: true, cell: ({ score }) => score },
          { title: "订单", isFigure: true, cell: ({ orders }) => orders },
          {
            title: "佣金",
            isFigure: true,
            cell: ({ commission_fen }) => formatFen(commission_fen),
          },
        ]}
      />
    </>
  );
}
