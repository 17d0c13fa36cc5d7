import { text } from "../ui/modal.ts";
import { action, panel } from "./panel.ts";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const STEPS: [string, number][] = [
  ["30 分钟", 30 * MINUTE],
  ["1 天", DAY],
  ["7 天", 7 * DAY],
  ["15 天", 15 * DAY],
];
/** From here on a step is asked about: time only goes forward. */
const LARGE = 2 * DAY;

interface Clock {
  now: string;
}

/** The mall's clock, which moves for everybody. */
export function clockPanel(): HTMLElement {
  const now = text("p", "", "now");
  const show = ({ now: iso }: Clock) => {
    now.textContent = new Intl.DateTimeFormat("zh-CN", {
      month: "long",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZone: "Asia/Shanghai",
    }).format(new Date(iso));
  };
  const steps = document.createElement("div");
  steps.className = "steps";
  for (const [label, seconds] of STEPS) {
    steps.append(action(`+${label}`, async () => {
      const warning = `把整个商城的时间向前拨 ${label}？时间不能拨回来。`;
      if (seconds >= LARGE && !confirm(warning)) return;
      show(await call({ advance_seconds: seconds }));
    }));
  }
  call().then(show, () => now.textContent = "这里没有可以拨的时钟");
  return panel("商城时间", now, steps);
}

async function call(body?: { advance_seconds: number }): Promise<Clock> {
  const response = await fetch(
    "/_control/clock",
    body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    },
  );
  const reply = await response.json();
  if (!response.ok) throw new Error(reply.error);
  return reply;
}
