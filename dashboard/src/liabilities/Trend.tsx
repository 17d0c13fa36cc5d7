import { formatFen } from "@/contracts/format.ts";
import type { LiabilityTrend } from "@/contracts/staff/liabilities.ts";
import { Bars } from "../promoting/Bars.tsx";
import { sum_words } from "./words.ts";

/** What the shop owed in all at the end of each of the last days, with its parts where one points. */
export function Trend({ days, due_soon_fen }: LiabilityTrend) {
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>近 30 天应付</h2>
        <span className="aux">待结算里 {formatFen(due_soon_fen)} 在 7 天内结算</span>
      </div>
      <Bars
        about="近 30 天每天结束时的应付合计"
        bars={days.map(({ day, ...sums }) => ({
          label: day.slice(5),
          value: sums.total_fen,
          words: `${day}：` +
            sum_words.map(({ key, name }) => `${name} ${formatFen(sums[key])}`).join("，"),
        }))}
      />
    </section>
  );
}
