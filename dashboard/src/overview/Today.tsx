import type { Figures as FiguresOf, Overview } from "@/contracts/insight.ts";
import { formatFen } from "@/contracts/format.ts";
import { Figures } from "../ui/Figures.tsx";
import { changeOf } from "./change.ts";

const count = (unit: string) => (value: number) => `${value.toLocaleString("zh-CN")} ${unit}`;

interface Shown {
  name: keyof FiguresOf;
  label: string;
  words: (value: number) => string;
  /** More of it is bad news. */
  isLoss?: boolean;
}

const shown: Shown[] = [
  { name: "paid_fen", label: "今日成交", words: formatFen },
  { name: "paid_orders", label: "付款订单", words: count("单") },
  { name: "buyers", label: "付款买家", words: count("人") },
  { name: "clicks", label: "分享点击", words: count("次") },
  { name: "commission_pending_fen", label: "新增佣金", words: formatFen },
  { name: "refunded_fen", label: "今日退款", words: formatFen, isLoss: true },
];

/** Six figures of today, each against yesterday until this time. */
export function Today({ today, yesterday }: Overview) {
  return (
    <Figures
      items={shown.map(({ name, label, words, isLoss = false }) => ({
        label,
        value: words(today[name]),
        note: `昨日此时 ${words(yesterday[name])}`,
        change: <Change now={today[name]} before={yesterday[name]} isLoss={isLoss} />,
      }))}
    />
  );
}

interface ChangeProps {
  now: number;
  before: number;
  isLoss: boolean;
}

/** By how much of yesterday's; nothing where there was nothing. */
function Change({ now, before, isLoss }: ChangeProps) {
  const change = changeOf(now, before);
  if (!change) return null;
  const { isMore, percent } = change;
  return (
    <span className={isMore === isLoss ? "change-bad" : "change-good"}>
      {`${isMore ? "↑" : "↓"} ${percent}%`}
    </span>
  );
}
