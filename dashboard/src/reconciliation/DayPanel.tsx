import { Button } from "antd";
import { useState } from "react";
import { formatFen } from "@/contracts/format.ts";
import type { BillDay, SideSums, SumKind } from "@/contracts/staff/reconciliation.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { PlainTable } from "../ui/PlainTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { dayWords } from "./months.ts";
import { useFetchAgain } from "./queries.ts";
import { bill_status_words, bill_words, dayTag, gapOf, sum_words } from "./words.ts";

const none: SideSums = {
  ...{ ours_fen: 0, ours_count: 0, theirs_fen: 0, theirs_count: 0 },
  ...{ ours_elsewhere_fen: 0, theirs_elsewhere_fen: 0 },
};

type Line = { kind: SumKind; name: string; ours: boolean; sums: SideSums };

/** A day: both sides of each kind, the bills it was made of, and the way to ask for them once more. */
export function DayPanel({ day }: { day: BillDay }) {
  const [isAsking, setAsking] = useState(false);
  const may = useMay("reconcile");
  const lines = sum_words
    .filter(({ kind, ours }) => ours || day.sums[kind])
    .map((one): Line => ({ ...one, sums: day.sums[one.kind] ?? none }));
  return (
    <section className="panel" aria-label={`${dayWords(day.day)}的核对`}>
      <div className="panel-head">
        <h2>
          {dayWords(day.day)} <StateTag {...dayTag(day)} />
        </h2>
        <span className="aux">
          商户号 {day.mchid}
          {day.compared_at && `，${formatMoment(day.compared_at)} 核对`}
        </span>
        {may && <Button onClick={() => setAsking(true)}>重新取账单</Button>}
      </div>
      <PlainTable
        rows={lines}
        keyOf={({ kind }) => kind}
        columns={[
          { title: "", cell: ({ name }) => name },
          {
            title: "商城",
            isFigure: true,
            cell: ({ ours, sums }) => ours ? side(sums.ours_fen, sums.ours_count) : "不入账",
          },
          {
            title: "微信",
            isFigure: true,
            cell: ({ sums }) => side(sums.theirs_fen, sums.theirs_count),
          },
          {
            title: "其中跨日或在途",
            isFigure: true,
            cell: ({ ours, sums }) => ours ? elsewhere(sums) : "–",
          },
          {
            title: "差",
            isFigure: true,
            cell: ({ ours, sums }) => {
              const gap = ours ? gapOf(sums) : 0;
              return gap === 0 ? "–" : <span className="gap">{formatFen(gap)}</span>;
            },
          },
        ]}
      />
      <p className="aux">
        {day.bills.map(({ kind, status, rows, message }) =>
          `${bill_words[kind]}：${bill_status_words[status]}${rows > 0 ? ` ${rows} 行` : ""}${
            status !== "fetched" && message ? `（${message}）` : ""
          }`
        ).join("；")}
        {day.waiting > 0 && `；${day.waiting} 笔在等别的日子的账单`}
      </p>
      {isAsking && <Again day={day} onClose={() => setAsking(false)} />}
    </section>
  );
}

function side(fen: number, count: number): string {
  return count === 0 ? "–" : `${formatFen(fen)} · ${count} 笔`;
}

function elsewhere({ ours_elsewhere_fen, theirs_elsewhere_fen }: SideSums): string {
  return [
    ours_elsewhere_fen === 0 ? "" : `商城 ${formatFen(ours_elsewhere_fen)}`,
    theirs_elsewhere_fen === 0 ? "" : `微信 ${formatFen(theirs_elsewhere_fen)}`,
  ].filter(Boolean).join("，") || "–";
}

function Again({ day, onClose }: { day: BillDay; onClose: () => void }) {
  const fetch = useFetchAgain(onClose);
  return (
    <Decision
      title={`重新取 ${dayWords(day.day)}的账单`}
      consequences={[
        "再向微信下载一次这天的账单并核对，微信更正过账单时用。",
        "已经处理的差异，只要双方说的没有变，就不会重新出现。",
      ]}
      okText="重新取"
      command={{ ...fetch, run: (reason) => fetch.run({ mchid: day.mchid, day: day.day, reason }) }}
      onClose={onClose}
    />
  );
}
