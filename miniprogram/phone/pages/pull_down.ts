import type { OpenPage } from "./open_pages.ts";

const PULLED_PX = 60;
/** WeChat lets go by itself when a program forgets to. */
const FORGOTTEN_MS = 10_000;

export interface Pull {
  start(): void;
  stop(): void;
}

/** Pulling a page down at its top: three dots, and the program's onPullDownRefresh. */
export function listenForPull(page: OpenPage, refresh: () => void): Pull {
  const { scroller, box: { view } } = page;
  const dots = document.createElement("div");
  dots.className = "mp-pull";
  dots.innerHTML = "<i></i><i></i><i></i>";
  view.prepend(dots);

  let from: number | null = null;
  let pulled = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let refreshing = false;

  const place = (px: number) => {
    pulled = px;
    view.style.setProperty("--pulled", `${px}px`);
    view.classList.toggle("pulled", px > 0);
  };
  const stop = () => {
    clearTimeout(timer);
    refreshing = false;
    place(0);
  };
  const start = () => {
    if (refreshing) return;
    refreshing = true;
    place(PULLED_PX);
    clearTimeout(timer);
    timer = setTimeout(stop, FORGOTTEN_MS);
    refresh();
  };

  const down = (y: number) => {
    from = page.config.enablePullDownRefresh && scroller.scrollTop <= 0 && !refreshing ? y : null;
  };
  const move = (y: number, event: Event) => {
    if (from === null) return;
    const distance = (y - from) / 2;
    if (distance <= 5 && !pulled) return;
    if (event.cancelable) event.preventDefault();
    place(Math.max(0, Math.min(distance, 90)));
  };
  const up = () => {
    if (from === null) return;
    from = null;
    if (pulled >= PULLED_PX) start();
    else place(0);
  };
  scroller.addEventListener("touchstart", ({ touches }) => down(touches[0]!.clientY), {
    passive: true,
  });
  scroller.addEventListener("touchmove", (event) => move(event.touches[0]!.clientY, event), {
    passive: false,
  });
  scroller.addEventListener("touchend", up);
  scroller.addEventListener("mousedown", ({ clientY }) => down(clientY));
  scroller.addEventListener("mousemove", (event) => move(event.clientY, event));
  scroller.addEventListener("mouseup", up);
  scroller.addEventListener("mouseleave", up);
  return { start, stop };
}
