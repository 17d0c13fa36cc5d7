import { Button } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { BillDay, SumKind } from "@/contracts/staff/reconciliation.ts";
import { useFilters } from "../lib/filters.ts";
import { PlainTable } from "../ui/PlainTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { dayWords } from "./months.ts";
import { dayTag, gapOf, sum_words } from "./words.ts";

/** The days of a month, the newest first; one opens below. */
export function Days({ items, first_day }: { items: BillDay[]; first_day: string | null }) {
  const filters = useFilters();
  const isOne = new Set(items.map(({ mchid }) => mchid)).size === 1;
  const open = filters.get("day");
  return (
    <>
      <PlainTable
        rows={items}
        keyOf={({ day, mchid }) => `${day} ${mchid}`}
        columns={[
          {
            title: "账单日",
            cell: ({ day, mchid }) => (
              <>
                <Button
                  type="link"
                  className="day-link"
                  aria-expanded={open === day}
                  onClick={() => filters.set({ day: open === day ? undefined : day })}
                >
                  {dayWords(day)}
                </Button>
                {!isOne && <div className="aux figures">{mchid}</div>}
              </>
            ),
          },
          { title: "核对", cell: (day) => <StateTag {...dayTag(day)} /> },
          ...sum_words.filter(({ ours }) => ours).map(({ kind, name }) => ({
            title: `${name}（商城 / 微信）`,
            isFigure: true,
            cell: (day: BillDay) => <Both day={day} kind={kind} />,
          })),
          {
            title: "微信手续费",
            isFigure: true,
            cell: ({ sums }) => sums.fee ? formatFen(sums.fee.theirs_fen) : "–",
          },
        ]}
      />
      {first_day && items.some(({ day }) => day === first_day) && (
        <p className="aux">{`从 ${dayWords(first_day)}开始核对，更早的日子不在核对范围内。`}</p>
      )}
    </>
  );
}

/** Ours above WeChat's; apart from each other in colour and with the gap. */
function Both({ day, kind }: { day: BillDay; kind: SumKind }) {
  const sums = day.sums[kind];
  if (!sums) return <>–</>;
  const gap = gapOf(sums);
  return (
    <>
      <div>{formatFen(sums.ours_fen)}</div>
      <div className="aux">{formatFen(sums.theirs_fen)}</div>
      {gap !== 0 && <div className="gap">{`差 ${formatFen(gap)}`}</div>}
    </>
  );
}
