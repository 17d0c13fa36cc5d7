import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { useLive } from "../lib/live.ts";
import { formatMoment } from "../lib/moments.ts";
import { Nothing } from "../ui/Nothing.tsx";
import { wordsOf } from "./words.ts";

const most = 30;

type Happening = LiveMessage & { n: number };

let count = 0;

/** What just happened. While somebody reads, new ones wait behind a button and nothing moves under his eyes. */
export function Stream() {
  const [shown, setShown] = useState<Happening[]>([]);
  const [waiting, setWaiting] = useState<Happening[]>([]);
  const [isRead, setRead] = useState(false);
  useLive("all", (message) => {
    if (!wordsOf(message)) return;
    const next = { ...message, n: count++ };
    if (isRead) setWaiting((old) => [next, ...old].slice(0, most));
    else setShown((old) => [next, ...old].slice(0, most));
  });

  function showWaiting() {
    setShown((old) => [...waiting, ...old].slice(0, most));
    setWaiting([]);
  }

  return (
    <section
      className="panel"
      aria-live="polite"
      onMouseEnter={() => setRead(true)}
      onMouseLeave={() => {
        setRead(false);
        showWaiting();
      }}
    >
      <div className="panel-head">
        <h2>刚刚发生</h2>
        {waiting.length > 0 && (
          <Button size="small" onClick={showWaiting}>{`${waiting.length} 条新动态`}</Button>
        )}
      </div>
      {shown.length === 0
        ? <Nothing title="等待新动态" hint="点击、下单、付款、退款会即时出现在这里" />
        : (
          <ul className="stream">
            {shown.map((message) => <Line key={message.n} message={message} />)}
          </ul>
        )}
    </section>
  );
}

function Line({ message }: { message: LiveMessage }) {
  const { text, to } = wordsOf(message)!;
  return (
    <li className="fresh">
      <span>{to ? <Link to={to}>{text}</Link> : text}</span>
      <span className="aux figures stream-when">{formatMoment(message.at)}</span>
    </li>
  );
}
