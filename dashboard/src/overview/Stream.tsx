import { Button, Skeleton } from "antd";
import { type RefObject, useRef, useState } from "react";
import { Link } from "react-router";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { useLive } from "../lib/live.ts";
import { formatMoment } from "../lib/moments.ts";
import { Failure } from "../ui/Failure.tsx";
import { Nothing } from "../ui/Nothing.tsx";
import { hear, keyOf, linesOf, nothing_heard, showWaiting } from "./happenings.ts";
import { useRecent } from "./recent.ts";
import { wordsOf } from "./words.ts";

/** What just happened. While the reader has scrolled down, new ones wait behind a button and nothing moves. */
export function Stream() {
  const list = useRef<HTMLUListElement>(null);
  const [heard, setHeard] = useState(nothing_heard);
  const [isTouched, setTouched] = useState(false);
  const { recent, isPending, problem, readAgain } = useRecent();
  useLive((message) => {
    const isReading = isTouched || isScrolled(list);
    setHeard((old) => hear(old, message, isReading));
  });

  function show() {
    setHeard(showWaiting);
    list.current?.scrollTo({ top: 0 });
  }

  function leave() {
    setTouched(false);
    if (!isScrolled(list)) show();
  }

  const lines = linesOf(recent, heard.shown);
  return (
    <section
      className="panel happenings"
      onMouseEnter={() => setTouched(true)}
      onMouseLeave={leave}
      onFocus={() => setTouched(true)}
      onBlur={leave}
    >
      <div className="panel-head">
        <h2>刚刚发生</h2>
        {heard.waiting.length > 0 && (
          <Button size="small" onClick={show}>{`${heard.waiting.length} 条新动态`}</Button>
        )}
      </div>
      {problem && <Failure problem={problem} onRetry={readAgain} />}
      {lines.length === 0 && !problem && (
        isPending
          ? <Skeleton active paragraph={{ rows: 6 }} />
          : <Nothing title="等待新动态" hint="点击、下单、付款、退款会即时出现在这里" />
      )}
      {lines.length > 0 && (
        <ul className="stream" ref={list} aria-live="polite">
          {lines.map((line) => <Entry key={keyOf(line)} message={line} isNew={"n" in line} />)}
        </ul>
      )}
    </section>
  );
}

/** Whoever has scrolled down reads there. */
const isScrolled = (list: RefObject<HTMLElement | null>) => (list.current?.scrollTop ?? 0) > 0;

function Entry({ message, isNew }: { message: LiveMessage; isNew: boolean }) {
  const { text, to } = wordsOf(message)!;
  return (
    <li className={isNew ? "fresh" : ""}>
      <span>{to ? <Link to={to}>{text}</Link> : text}</span>
      <span className="aux figures stream-when">{formatMoment(message.at)}</span>
    </li>
  );
}
