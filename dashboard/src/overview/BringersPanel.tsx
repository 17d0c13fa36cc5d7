import { Segmented } from "antd";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import type { Funnel, FunnelBy } from "@/contracts/insight.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { Nothing } from "../ui/Nothing.tsx";
import { type PlainColumn, PlainTable } from "../ui/PlainTable.tsx";
import { useFunnelFilters } from "./filters.ts";
import { useFunnel } from "./queries.ts";

type Row = Funnel["rows"][number];

const sides: { value: FunnelBy; label: string }[] = [
  { value: "distributor", label: "按推广员" },
  { value: "product", label: "按商品" },
];

/** Who, or which goods, brought what was kept. */
export function BringersPanel() {
  const { days, by, setBy } = useFunnelFilters();
  const funnel = useFunnel(days, by);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{`谁带来的成交 · ${days === 1 ? "今天" : `近 ${days} 天`}`}</h2>
        <Segmented options={sides} value={by} onChange={setBy} />
      </div>
      <Loaded query={funnel}>{({ rows }) => <Bringers rows={rows} by={by} />}</Loaded>
    </section>
  );
}

function Bringers({ rows, by }: { rows: Row[]; by: FunnelBy }) {
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
  { title: "分享（个）", isFigure: true, cell: ({ shares }) => shares },
  { title: "点击（次）", isFigure: true, cell: ({ clicks }) => clicks },
  { title: "付款（单）", isFigure: true, cell: ({ paid }) => paid },
  {
    title: "付款 / 点击",
    isFigure: true,
    cell: ({ clicks, paid }) => clicks > 0 ? `${((paid / clicks) * 100).toFixed(1)}%` : "–",
  },
  { title: "留存金额", isFigure: true, cell: ({ kept_fen }) => formatFen(kept_fen) },
];
