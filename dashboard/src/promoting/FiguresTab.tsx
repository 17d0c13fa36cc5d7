import { Segmented } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { PromoterFigures } from "@/contracts/promoting.ts";
import { useFilters } from "../lib/filters.ts";
import { Figures } from "../ui/Figures.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PlainTable } from "../ui/PlainTable.tsx";
import { Bars } from "./Bars.tsx";
import { dayBars, hourBars, shown_metrics, valueOf } from "./figures.ts";
import { LinkList } from "./LinkList.tsx";
import { usePromoterFigures } from "./queries.ts";

const spans = [
  { value: 1, label: "今天" },
  { value: 7, label: "近 7 天" },
  { value: 30, label: "近 30 天" },
];

/** What a distributor sees of the own work on the phone, by the same function. */
export function FiguresTab({ distributor }: { distributor: string }) {
  const filters = useFilters();
  const asked = Number(filters.get("days") ?? 30);
  const days = spans.some(({ value }) => value === asked) ? asked : 30;
  const figures = usePromoterFigures(distributor, days);
  return (
    <>
      <div className="panel-head">
        <span className="aux">和他在手机上看到的一样</span>
        <Segmented
          options={spans}
          value={days}
          onChange={(value) => filters.set({ days: String(value) })}
        />
      </div>
      <Loaded query={figures}>{(data) => <Body figures={data} />}</Loaded>
      <section className="panel">
        <h2>链接和海报</h2>
        <LinkList distributor={distributor} days={days} />
      </section>
    </>
  );
}

function Body({ figures }: { figures: PromoterFigures }) {
  const { totals, words, products, days } = figures;
  const half = Math.ceil(shown_metrics.length / 2);
  const row = (keys: typeof shown_metrics) =>
    keys.map((key) => ({ label: words[key][0], value: valueOf(totals, key), note: words[key][1] }));
  return (
    <>
      <Figures items={row(shown_metrics.slice(0, half))} />
      <Figures items={row(shown_metrics.slice(half))} />
      <div className="bars-pair">
        {days > 1 && (
          <section className="panel">
            <h2>每天打开</h2>
            <Bars bars={dayBars(figures)} about="每天打开的次数" />
          </section>
        )}
        <section className="panel">
          <h2>一天里什么时候打开</h2>
          <Bars bars={hourBars(figures)} about="一天里每小时打开的次数" />
        </section>
      </div>
      {products.length > 0 && (
        <section className="panel">
          <h2>带来最多佣金的商品</h2>
          <PlainTable
            rows={products}
            keyOf={({ product_id }) => product_id}
            columns={[
              { title: "商品", cell: ({ title }) => title },
              { title: "打开（次）", isFigure: true, cell: ({ openings }) => openings },
              { title: "付款订单", isFigure: true, cell: ({ orders }) => orders },
              { title: "佣金", isFigure: true, cell: ({ kept_fen }) => formatFen(kept_fen) },
            ]}
          />
        </section>
      )}
    </>
  );
}
