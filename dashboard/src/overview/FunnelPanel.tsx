import { Segmented, Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { Loaded } from "../ui/Loaded.tsx";
import { useFunnelFilters } from "./filters.ts";
import { useFunnel } from "./queries.ts";

const FunnelChart = lazy(() => import("./FunnelChart.tsx"));

const spans = [
  { value: 1, label: "今天" },
  { value: 7, label: "近 7 天" },
  { value: 30, label: "近 30 天" },
];

/** From share to what was kept. */
export function FunnelPanel() {
  const { days, setDays } = useFunnelFilters();
  const funnel = useFunnel(days, "distributor"); // the total is the same by whatever it is split
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>分享漏斗</h2>
        <Segmented options={spans} value={days} onChange={setDays} />
      </div>
      <Loaded query={funnel}>
        {({ total }) => (
          <Suspense fallback={<Skeleton active paragraph={{ rows: 6 }} />}>
            <FunnelChart total={total} />
          </Suspense>
        )}
      </Loaded>
    </section>
  );
}
