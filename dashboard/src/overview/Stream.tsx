import { Button } from "antd";
import { type RefObject, useRef, useState } from "react";
import { Link } from "react-router";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { useLive } from "../lib/live.ts";
import { formatMoment } from "../lib/moments.ts";
import { Nothing } from "../ui/Nothing.tsx";
import { useRecent } from "./recent.ts";
import { wordsOf } from "./words.ts";

const most = 40;

type Happening = LiveMessage & { n: number };

let count = 0;

/** What just happened. While somebody reads, new ones wait behind a button and nothing moves under his eyes. */
export function Stream() {
  const list = useRef<HTMLUListElement>(null);
  const [shown, setShown] = useState<Happening[]>([]);
  const [waiting, setWaiting] = useState<Happening[]>([]);
  const [isTouched, setTouched] = useState(false);
  const { recent, readAgain } = useRecent();
  useLive("all", (message) => {
    if (!wordsOf(message)) return;
    const next = { ...message, n: count++ };
    const set = isTouched || isScrolled(list) ? setWaiting : setShown;
    set((old) => [next, ...old].slice(0, most));
  }, readAgain);

  function showWaiting() {
    setShown((old) => [...waiting, ...old].slice(0, most));
    setWaiting([]);
    list.current?.scrollTo({ top: 0 });
  }

  function leave() {
    setTouched(false);
    if (!isScrolled(list)) showWaiting();
  }

  const lines = mergedWith(recent, shown);
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
        {waiting.length > 0 && (
          <Button size="small" onClick={showWaiting}>{`${waiting.length} 条新动态`}</Button>
        )}
      </div>
      {lines.length === 0
        ? <Nothing title="等待新动态" hint="点击、下单、付款、退款会即时出现在这里" />
        : (
          <ul className="stream" ref={list} aria-live="polite">
            {lines.map((line) => <Entry key={keyOf(line)} message={line} isNew={"n" in line} />)}
          </ul>
        )}
    </section>
  );
}

type Line = LiveMessage | Happening;

const keyOf = (line: Line) => "n" in line ? line.n : `${line.kind} ${line.id}`;

/** What was read and what was heard, each once, the newest first. */
function mergedWith(recent: LiveMessage[], heard: Happening[]): Line[] {
  const known = new Set(heard.map(({ kind, id }) => `${kind} ${id}`));
  const others = recent.filter(({ kind, id }) => !known.has(`${kind} ${id}`));
  return [...heard, ...others].sort((a, b) => b.at.localeCompare(a.at));
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
