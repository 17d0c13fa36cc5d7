import { Segmented, Skeleton, Table, type TableColumnsType } from "antd";
import { lazy, Suspense } from "react";
import type { Funnel, FunnelBy } from "@/contracts/insight.ts";
import { formatFen } from "@/contracts/format.ts";
import { useFilters } from "../lib/filters.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { Nothing } from "../ui/Nothing.tsx";
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
  const first = by === "distributor" ? "推广员" : "商品";
  return (
    <Table<Row>
      rowKey={({ key }) => key ?? "none"}
      size="small"
      pagination={false}
      dataSource={rows.slice(0, 10)}
      columns={[{ title: first, render: (_, row) => row.label }, ...steps]}
      scroll={{ x: "max-content" }}
      locale={{ emptyText: <Nothing title="这段时间还没有分享带来的订单" hint="换一段时间看看" /> }}
    />
  );
}

const number = (title: string, value: (row: Row) => string) => ({
  title,
  align: "right" as const,
  className: "figures",
  render: (_: unknown, row: Row) => value(row),
});

const steps: TableColumnsType<Row> = [
  number("点击（次）", ({ clicks }) => String(clicks)),
  number("付款（单）", ({ paid }) => String(paid)),
  number(
    "付款率",
    ({ clicks, paid }) => clicks > 0 ? `${((paid / clicks) * 100).toFixed(1)}%` : "–",
  ),
  number("留存金额", ({ kept_fen }) => formatFen(kept_fen)),
];
