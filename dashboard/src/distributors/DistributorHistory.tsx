import { Timeline, Typography } from "antd";
import { Link } from "react-router";
import type { DistributorChange, StaffDistributorDetail } from "@/contracts/staff/distributors.ts";
import { formatMoment } from "../lib/moments.ts";
import { change_words } from "./words.ts";

/** Every change of a distributor's state or parent: what, by whom, why. */
export function DistributorHistory({ changes }: Pick<StaffDistributorDetail, "changes">) {
  return (
    <Timeline
      items={changes.map((change) => ({
        key: `${change.created_at} ${change.change}`,
        color: "gray",
        content: (
          <>
            {change_words[change.change]}{" "}
            <Typography.Text type="secondary">
              {change.by ? `${change.by} · ` : ""}
              {formatMoment(change.created_at)}
            </Typography.Text>
            {change.change === "parent" && <Moved change={change} />}
            {change.reason && (
              <div>
                <Typography.Text type="secondary">{change.reason}</Typography.Text>
              </div>
            )}
          </>
        ),
      }))}
    />
  );
}

/** From whom to whom; the names stand on their own pages. */
function Moved({ change }: { change: DistributorChange }) {
  const named = (id: string | null, text: string) =>
    id ? <Link to={`/distributors/${id}`}>{text}</Link> : "没有邀请人";
  return (
    <div>
      {named(change.from_parent_id, "原邀请人")} → {named(change.to_parent_id, "新邀请人")}
    </div>
  );
}
