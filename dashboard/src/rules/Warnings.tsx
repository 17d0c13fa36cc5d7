import { formatFen } from "@/contracts/format.ts";
import type { MarginWarning } from "@/contracts/staff/rules.ts";
import { PlainTable } from "../ui/PlainTable.tsx";

/** Goods whose commission at its most is more than what is left of the price after cost. */
export function Warnings({ warnings }: { warnings: readonly MarginWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>佣金可能超过毛利的商品</h2>
        <span className="aux">按最高等级、全部加佣和最高阶梯算；不拦你发布，最多列 50 个</span>
      </div>
      <PlainTable
        rows={warnings}
        keyOf={({ sku_id }) => sku_id}
        columns={[
          { title: "商品", cell: ({ title, spec }) => [title, spec].filter(Boolean).join(" ") },
          { title: "售价", isFigure: true, cell: ({ price_fen }) => formatFen(price_fen) },
          { title: "毛利", isFigure: true, cell: ({ margin_fen }) => formatFen(margin_fen) },
          {
            title: "最多付佣金",
            isFigure: true,
            cell: ({ commission_fen }) => (
              <span className="rules-lost">{formatFen(commission_fen)}</span>
            ),
          },
        ]}
      />
    </section>
  );
}
