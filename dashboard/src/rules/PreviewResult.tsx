import { formatFen } from "@/contracts/format.ts";
import type { RulePreview } from "@/contracts/staff/rule_preview.ts";
import { Nothing } from "../ui/Nothing.tsx";
import { type PlainColumn, PlainTable } from "../ui/PlainTable.tsx";
import { changeWords, shareWords } from "./sums.ts";

type Moved = RulePreview["products"][number];
type Over = RulePreview["over_margin"][number];

/** What a replay found: the cost before and after, and who and what it moves. */
export function PreviewResult({ preview }: { preview: RulePreview }) {
  const { orders, days, goods_fen, over_margin, capped_orders } = preview;
  if (orders === 0) {
    return <Nothing title={`最近 ${days} 天没有带推广员的订单`} hint="换成 90 天看看" />;
  }
  const parts = [
    { name: "合计", ...preview },
    { name: "一级（含加佣）", ...preview.level1 },
    { name: "二级", ...preview.level2 },
    { name: "阶梯", ...preview.volume },
  ].filter(({ before_fen, after_fen }) => before_fen + after_fen > 0);
  return (
    <div className="rules-result">
      <p>
        {orders} 单，货款 {formatFen(goods_fen)}；{capped_orders > 0
          ? `其中 ${capped_orders} 单会碰到上限被减`
          : "没有一单碰到上限"}
      </p>
      <PlainTable
        rows={parts}
        keyOf={({ name }) => name}
        columns={[
          { title: "佣金", cell: ({ name }) => name },
          { title: "实际", isFigure: true, cell: ({ before_fen }) => formatFen(before_fen) },
          { title: "按草稿", isFigure: true, cell: ({ after_fen }) => formatFen(after_fen) },
          {
            title: "差",
            isFigure: true,
            cell: ({ before_fen, after_fen }) => <Change fen={after_fen - before_fen} />,
          },
          {
            title: "占货款",
            isFigure: true,
            cell: ({ after_fen }) => shareWords(after_fen, goods_fen),
          },
        ]}
      />
      {over_margin.length > 0 && (
        <>
          <h3>佣金超过毛利的商品</h3>
          <PlainTable
            rows={over_margin}
            keyOf={({ product_id }) => product_id}
            columns={over}
          />
        </>
      )}
      <MovedTable title="哪些商品" what="商品" rows={preview.products} />
      <MovedTable title="哪些分类" what="分类" rows={preview.categories} />
      <MovedTable title="谁会多得" what="推广员" rows={preview.winners} />
      <MovedTable title="谁会少得" what="推广员" rows={preview.losers} />
    </div>
  );
}

const over: PlainColumn<Over>[] = [
  { title: "商品", cell: ({ title }) => title },
  { title: "货款", isFigure: true, cell: ({ goods_fen }) => formatFen(goods_fen) },
  { title: "毛利", isFigure: true, cell: ({ margin_fen }) => formatFen(margin_fen) },
  {
    title: "佣金",
    isFigure: true,
    cell: ({ commission_fen }) => <b className="rules-lost">{formatFen(commission_fen)}</b>,
  },
];

function MovedTable({ title, what, rows }: { title: string; what: string; rows: Moved[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <PlainTable
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { title: what, cell: ({ label }) => label },
          { title: "实际", isFigure: true, cell: ({ before_fen }) => formatFen(before_fen) },
          { title: "按草稿", isFigure: true, cell: ({ after_fen }) => formatFen(after_fen) },
          { title: "差", isFigure: true, cell: ({ change_fen }) => <Change fen={change_fen} /> },
        ]}
      />
    </>
  );
}

/** More for distributors is more that the shop pays: no colour says whether that is good. */
const Change = ({ fen }: { fen: number }) => <b>{changeWords(fen)}</b>;
