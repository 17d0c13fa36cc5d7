import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { formatBps } from "@/contracts/format.ts";
import type { SetExtra } from "@/contracts/staff/rules.ts";
import { mallNow } from "../lib/clock.ts";
import { barsOf, beginOf, type Month, monthAfter, monthOf } from "./calendar.ts";
import { whenWords } from "./words.ts";
import "./calendar.css";

interface Props {
  extras: readonly SetExtra[];
  placeName(extra: SetExtra): string;
  /** Not given: only to be read. */
  onOpen?: (at: number) => void;
}

const months = 4;
/** A short bar's name stands beside it, and no other bar there: percent of the window. */
const named_width = 22;

/** The extras as bars over months. */
export function ExtraCalendar({ extras, placeName, onOpen }: Props) {
  const now = mallNow();
  const [first, setFirst] = useState<Month>(() => monthAfter(monthOf(now), -1));
  const bars = barsOf(extras, first, months, named_width);
  const shown = Array.from({ length: months }, (_, n) => monthAfter(first, n));
  const lanes = Math.max(1, ...bars.map(({ lane }) => lane + 1));
  const from = beginOf(first);
  const today = (now - from) / (beginOf(monthAfter(first, months)) - from) * 100;
  return (
    <div className="rules-calendar">
      <div className="rules-calendar-head">
        <Button
          size="small"
          aria-label="往前一个月"
          icon={<LeftOutlined />}
          onClick={() => setFirst(monthAfter(first, -1))}
        />
        <Button size="small" onClick={() => setFirst(monthOf(now))}>今天</Button>
        <Button
          size="small"
          aria-label="往后一个月"
          icon={<RightOutlined />}
          onClick={() => setFirst(monthAfter(first, 1))}
        />
      </div>
      <div className="rules-months" style={{ gridTemplateColumns: widthsOf(first) }}>
        {shown.map((month) => <div key={month} className="rules-month">{monthWords(month)}</div>)}
        <div className="rules-lanes" style={{ height: lanes * 36 + 12 }}>
          {today >= 0 && today <= 100 && (
            <span className="rules-today" style={{ left: `${today}%` }}>
              <span className="rules-heard">今天</span>
            </span>
          )}
          {bars.map(({ extra, at, left, width, lane, isCutBefore, isCutAfter }) => {
            const words = `${extra.name} +${formatBps(extra.extra_bps)} · ${placeName(extra)}`;
            const look = ["rules-bar", isCutBefore && "cut-before", isCutAfter && "cut-after"]
              .filter(Boolean).join(" ");
            return (
              <button
                key={at}
                type="button"
                className={look}
                style={{ left: `${left}%`, width: `${width}%`, top: lane * 36 + 6 }}
                disabled={!onOpen}
                title={`${words}，${whenWords(extra)}`}
                onClick={() => onOpen?.(at)}
              >
                <span className="rules-bar-words">{words}</span>
                <span className="rules-heard">{whenWords(extra)}</span>
              </button>
            );
          })}
        </div>
      </div>
      {bars.length === 0 && <p className="aux">这几个月没有加佣</p>}
    </div>
  );
}

/** Months are as wide as they are long. */
const widthsOf = (first: Month) =>
  Array.from({ length: months }, (_, n) => {
    const days = beginOf(monthAfter(first, n + 1)) - beginOf(monthAfter(first, n));
    return `minmax(0, ${Math.round(days / 86_400_000)}fr)`;
  }).join(" ");

const monthWords = (month: Month) => {
  const [year, number] = month.split("-");
  return `${year}年${Number(number)}月`;
};
