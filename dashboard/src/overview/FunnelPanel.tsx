import { Segmented, Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { Link } from "react-router";
import type { Funnel, FunnelBy } from "@/contracts/insight.ts";
import { formatFen } from "@/contracts/format.ts";
import { useFilters } from "../lib/filters.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { Nothing } from "../ui/Nothing.tsx";
import { type PlainColumn, PlainTable } from "../ui/PlainTable.tsx";
import { useFunnel } from "./queries.ts";

const FunnelChart = lazy(() => import("./FunnelChart.tsx"));

type Row = Funnel["rows"][number];

const spans = [{ value: 1, label: "今天" }, { value: 7, label: "近 7 天" }, {
  value: 30,
  label: "近 30 天",
}];
const sides = [{ value: "distributor", label: "按推广员" }, { value: "product", label: "按商品" }];

/** From share to what was kept: the whole, then who and what brought it. */
export function FunnelPanel() {
  const filters = useFilters();
  const days = Number(filters.get("days") ?? 7);
  const by = (filters.get("by") ?? "distributor") as FunnelBy;
  const funnel = useFunnel(days, by);
  return (
    <>
      <section className="panel">
        <div className="panel-head">
          <h2>分享漏斗</h2>
          <Segmented
            options={spans}
            value={days}
            onChange={(value) => filters.set({ days: String(value) })}
          />
        </div>
        <Loaded query={funnel}>
          {({ total }) => (
            <Suspense fallback={<Skeleton active />}>
              <FunnelChart total={total} />
            </Suspense>
          )}
        </Loaded>
      </section>
      <section className="panel">
        <div className="panel-head">
          <h2>谁带来的成交</h2>
          <Segmented
            options={sides}
            value={by}
            onChange={(value) => filters.set({ by: String(value) })}
          />
        </div>
        <Loaded query={funnel}>{({ rows }) => <FunnelTable rows={rows} by={by} />}</Loaded>
      </section>
    </>
  );
}

function FunnelTable({ rows, by }: { rows: Row[]; by: FunnelBy }) {
  if (rows.length === 0) {
    return <Nothing title="这段时间还没有分享带来的订单" hint="换一段时间看看" />;
  }
  const first: PlainColumn<Row> = by === "distributor"
    ? { title: "推广员", cell: (row) => <DistributorLink id={row.key} label={row.label} /> }
    : { title: "商品", cell: ({ label }) => label };
  return (
    <PlainTable
      rows={rows.slice(0, 10)}
      keyOf={({ key }) => key ?? "none"}
      columns={[first, ...steps]}
    />
  );
}

/** What plain members brought has no page of its own. */
function DistributorLink({ id, label }: { id: string | null; label: string }) {
  return id ? <Link to={`/distributors/${id}`}>{label}</Link> : label;
}

const steps: PlainColumn<Row>[] = [
  { title: "点击（次）", isFigure: true, cell: ({ clicks }) => clicks },
  { title: "付款（单）", isFigure: true, cell: ({ paid }) => paid },
  {
    title: "付款率",
    isFigure: true,
    cell: ({ clicks, paid }) => clicks > 0 ? `${((paid / clicks) * 100).toFixed(1)}%` : "–",
  },
  { title: "留存金额", isFigure: true, cell: ({ kept_fen }) => formatFen(kept_fen) },
];
