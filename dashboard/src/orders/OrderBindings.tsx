import { Typography } from "antd";
import { Link } from "react-router";
import type { BindingPeriod } from "@/contracts/staff/distributors.ts";
import { formatMoment } from "../lib/moments.ts";
import { Failure } from "../ui/Failure.tsx";
import { cause_words, end_words } from "../relations/words.ts";
import { useBindings } from "./queries.ts";

/** Whose customer the buyer was, from when to when and why. */
export function OrderBindings({ member }: { member: string }) {
  const { items, isLoading, problem, retry, hasMore, more } = useBindings(member);
  if (problem) return <Failure problem={problem} onRetry={retry} />;
  if (items.length === 0) {
    return (
      <Typography.Text type="secondary">
        {isLoading ? "正在加载" : "买家不是任何推广员的客户"}
      </Typography.Text>
    );
  }
  return (
    <>
      {items.map((one) => (
        <div key={one.id} className="stacked">
          <span>
            <Link to={`/distributors/${one.distributor.id}`}>
              {`${one.distributor.label} ${one.distributor.code}`}
            </Link>
          </span>
          <Typography.Text type="secondary">{words(one)}</Typography.Text>
        </div>
      ))}
      {hasMore && <Typography.Link onClick={more}>更早的</Typography.Link>}
    </>
  );
}

function words(one: BindingPeriod): string {
  const began = `${formatMoment(one.bound_at)} 起，${cause_words[one.cause]}`;
  if (one.ended_at && one.ended_cause) {
    return `${began}；${formatMoment(one.ended_at)} ${end_words[one.ended_cause]}`;
  }
  return one.protected_until
    ? `${began}；${formatMoment(one.protected_until)} 前不改归别人`
    : began;
}
