import { Button, Timeline, Typography } from "antd";
import type { StaffTierChange } from "@/contracts/staff/tiers.ts";
import { formatFen } from "@/contracts/format.ts";
import { periodWords, tier_cause_words } from "@/contracts/tier_words.ts";
import { formatMoment } from "../lib/moments.ts";
import { Failure } from "../ui/Failure.tsx";
import { useTierChanges } from "./queries.ts";

/** Every change of a distributor's tier: what decided it, by whom, why. */
export function TierHistory({ distributor }: { distributor: string }) {
  const changes = useTierChanges(distributor);
  if (changes.problem) return <Failure problem={changes.problem} onRetry={changes.retry} />;
  if (changes.items.length === 0) return null;
  return (
    <>
      <Timeline
        items={changes.items.map((change) => ({
          key: change.id,
          color: "gray",
          content: (
            <>
              {changeWords(change)}{" "}
              <Typography.Text type="secondary">
                {change.by ? `${change.by} · ` : ""}
                {formatMoment(change.created_at)}
              </Typography.Text>
              {[figuresWords(change), change.reason].filter(Boolean).map((words) => (
                <div key={words}>
                  <Typography.Text type="secondary">{words}</Typography.Text>
                </div>
              ))}
            </>
          ),
        }))}
      />
      {changes.hasMore && (
        <Button onClick={changes.more} loading={changes.isLoadingMore}>更多历史</Button>
      )}
    </>
  );
}

function changeWords({ cause, from_name, to_name, valid_until }: StaffTierChange): string {
  const path = from_name === to_name ? to_name : `${from_name} → ${to_name}`;
  const until = valid_until && cause !== "unpinned"
    ? `，${cause === "pinned" ? "固定" : "有效"}到 ${formatMoment(valid_until)}`
    : "";
  return `${tier_cause_words[cause]} ${path}${until}`;
}

function figuresWords({ figures }: StaffTierChange): string {
  if (!figures) return "";
  const { sales_fen, orders, buyers, within_days } = figures;
  return `${periodWords(within_days)}客户实付 ${
    formatFen(sales_fen)
  }，${orders} 单，${buyers} 位客户`;
}
