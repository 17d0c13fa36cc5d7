import { Button, Segmented } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { formatFen } from "@/contracts/format.ts";
import { LeaderPeriod, type StaffLeaderboard } from "@/contracts/promoting.ts";
import { leader_period_words } from "@/contracts/words.ts";
import { useFilters } from "../lib/filters.ts";
import { useMay } from "../lib/staff.tsx";
import { Nothing } from "../ui/Nothing.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { PlainTable } from "../ui/PlainTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { useLeaderboard } from "./queries.ts";
import { Switching } from "./Switching.tsx";

const periods = LeaderPeriod.options.map((value) => ({ value, label: leader_period_words[value] }));

/** Who kept the most by own sales; one switch lets distributors see it. */
export default function LeaderboardPage() {
  const filters = useFilters();
  const period = periods.find(({ value }) => value === filters.get("period"))?.value ?? "month";
  const board = useLeaderboard(period);
  const may = useMay("rules");
  const [isSwitching, setSwitching] = useState(false);
  return (
    <>
      <PageHead
        back={{ to: "/distributors", text: "推广员" }}
        about="按直接推广的成交减去退款排，不看邀请人数，也不看团队"
      >
        {board.data && may && (
          <Button onClick={() => setSwitching(true)}>
            {board.data.is_on ? "对推广员关闭" : "给推广员看"}
          </Button>
        )}
      </PageHead>
      <div className="filters">
        <Segmented
          options={periods}
          value={period}
          onChange={(value) => filters.set({ period: value })}
        />
        {board.data && (
          <StateTag
            text={board.data.is_on ? "推广员看得到，名字打码" : "推广员看不到"}
            tone={board.data.is_on ? "brand" : "quiet"}
          />
        )}
      </div>
      <Loaded query={board}>{(data) => <Rows board={data} />}</Loaded>
      {isSwitching && board.data && (
        <Switching
          isOn={board.data.is_on}
          onClose={() => setSwitching(false)}
        />
      )}
    </>
  );
}

function Rows({ board: { rows, count } }: { board: StaffLeaderboard }) {
  if (rows.length === 0) {
    return <Nothing title="这段时间还没有成交" hint="推广员的客户付款后，名次会出现在这里" />;
  }
  return (
    <section className="panel">
      <PlainTable
        rows={rows}
        keyOf={({ distributor_id }) => distributor_id}
        columns={[
          { title: "名次", isFigure: true, cell: ({ rank }) => rank },
          {
            title: "推广员",
            cell: ({ distributor_id, label }) => (
              <Link to={`/distributors/${distributor_id}`}>{label}</Link>
            ),
          },
          { title: "推广码", cell: ({ code }) => <span className="figures">{code}</span> },
          { title: "退款后成交", isFigure: true, cell: ({ kept_fen }) => formatFen(kept_fen) },
        ]}
      />
      {count > rows.length && <p className="aux">{`共 ${count} 位，这里是前 ${rows.length} 位`}</p>}
    </section>
  );
}
