import { Button, Skeleton } from "antd";
import { formatBps } from "@/contracts/format.ts";
import type { RuleSetVersion } from "@/contracts/staff/rules.ts";
import { mallNow } from "../lib/clock.ts";
import { formatMoment } from "../lib/moments.ts";
import { Failure } from "../ui/Failure.tsx";
import { Nothing } from "../ui/Nothing.tsx";
import { type PlainColumn, PlainTable } from "../ui/PlainTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { useRuleHistory } from "./queries.ts";
import { levels_words } from "./words.ts";

/** Every version of the rules: who, why, from when to when. */
export function History({ onOpen }: { onOpen(id: string): void }) {
  const list = useRuleHistory();
  const columns: PlainColumn<RuleSetVersion>[] = [
    { title: "版本", cell: ({ version }) => `第 ${version} 版` },
    { title: "状态", cell: (one) => <StateTag {...stateOf(one)} /> },
    {
      title: "起",
      cell: ({ starts_at }) => <span className="rules-time">{formatMoment(starts_at)}</span>,
    },
    {
      title: "止",
      cell: ({ ends_at, withdrawn }) => ends_at && !withdrawn ? formatMoment(ends_at) : "–",
    },
    { title: "层级", cell: ({ levels }) => levels_words[levels] },
    { title: "上限", isFigure: true, cell: ({ cap_bps }) => formatBps(cap_bps) },
    { title: "规则", isFigure: true, cell: ({ rule_count }) => rule_count },
    { title: "加佣", isFigure: true, cell: ({ extra_count }) => extra_count },
    { title: "谁", cell: ({ by }) => by ?? "开店时" },
    { title: "原因", cell: ({ reason }) => <span className="rules-reason">{reason ?? "–"}</span> },
    {
      title: "内容",
      cell: ({ id, version }) => (
        <Button
          type="link"
          aria-label={`查看第 ${version} 版`}
          onClick={() => onOpen(id)}
        >
          查看
        </Button>
      ),
    },
  ];
  if (list.problem) return <Failure problem={list.problem} onRetry={list.retry} />;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>历史</h2>
        <span className="aux">{list.total}</span>
      </div>
      {list.items.length > 0
        ? <PlainTable rows={list.items} keyOf={({ id }) => id} columns={columns} />
        : list.isLoading
        ? <Skeleton active paragraph={{ rows: 6 }} />
        : <Nothing title="还没有发布过规则" />}
      {list.hasMore && (
        <Button block loading={list.isLoadingMore} onClick={list.more}>更早的</Button>
      )}
    </section>
  );
}

export function stateOf(
  { starts_at, ends_at, withdrawn }: Pick<RuleSetVersion, "starts_at" | "ends_at" | "withdrawn">,
) {
  const now = mallNow();
  if (withdrawn) return { text: "没有生效过", tone: "quiet" } as const;
  if (Date.parse(starts_at) > now) return { text: "到时生效", tone: "info" } as const;
  if (ends_at && Date.parse(ends_at) <= now) return { text: "已换下", tone: "quiet" } as const;
  return { text: "正在生效", tone: "brand" } as const;
}
