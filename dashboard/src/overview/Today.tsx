import type { Figures as FiguresOf, Overview } from "@/contracts/insight.ts";
import { formatFen } from "@/contracts/format.ts";
import { Figures } from "../ui/Figures.tsx";

const count = (unit: string) => (value: number) => `${value.toLocaleString("zh-CN")} ${unit}`;

const shown: { name: keyof FiguresOf; label: string; words: (value: number) => string }[] = [
  { name: "paid_fen", label: "今日成交", words: formatFen },
  { name: "paid_orders", label: "付款订单", words: count("单") },
  { name: "buyers", label: "付款买家", words: count("人") },
  { name: "clicks", label: "分享点击", words: count("次") },
  { name: "commission_pending_fen", label: "新增待结算佣金", words: formatFen },
  { name: "refunded_fen", label: "今日退款", words: formatFen },
];

/** Six figures of today, each against yesterday until this time. */
export function Today({ today, yesterday }: Overview) {
  return (
    <Figures
      items={shown.map(({ name, label, words }) => ({
        label,
        value: words(today[name]),
        note: `昨日此时 ${words(yesterday[name])}`,
        change: <Change now={today[name]} before={yesterday[name]} />,
      }))}
    />
  );
}

/** By how much of yesterday's; nothing where there was nothing. */
function Change({ now, before }: { now: number; before: number }) {
  if (before === 0 || now === before) return null;
  const rate = Math.abs(((now - before) / before) * 100).toFixed(0);
  return now > before
    ? <span className="change-up">{`↑ ${rate}%`}</span>
    : <span className="change-down">{`↓ ${rate}%`}</span>;
}
