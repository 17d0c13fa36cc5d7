import { formatMoment } from "../lib/moments.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { BringersPanel } from "./BringersPanel.tsx";
import { FunnelPanel } from "./FunnelPanel.tsx";
import { useOverview } from "./queries.ts";
import { Stream } from "./Stream.tsx";
import { Today } from "./Today.tsx";
import "../ui/panel.css";
import "./overview.css";

/** How the shop is doing now. */
export default function OverviewPage() {
  const overview = useOverview();
  const as_of = overview.data ? `截至 ${formatMoment(overview.data.as_of)}` : "";
  return (
    <>
      <PageHead about={`今天和昨天此时相比，数字会自己更新。${as_of}`} />
      <Loaded query={overview}>{(data) => <Today {...data} />}</Loaded>
      <div className="overview">
        <FunnelPanel />
        <Stream />
        <BringersPanel />
      </div>
    </>
  );
}
