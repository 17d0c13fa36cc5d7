import type { EngineEvent } from "../engine/types.ts";
import { defineTag, silent, type Tag } from "./define.ts";

const SWIPED_PX = 40;

/** What one swiper remembers beside its attributes. */
interface Position {
  current: number;
  start: { x: number; y: number } | null;
  dragged: number;
  timer?: ReturnType<typeof setInterval>;
  observer?: MutationObserver;
}
const positions = new WeakMap<Tag, Position>();

export const swiper = defineTag("swiper", {
  attributes: {
    current: 0,
    autoplay: Boolean,
    interval: 5000,
    duration: 300,
    circular: Boolean,
    vertical: Boolean,
    indicatorDots: Boolean,
    indicatorColor: "rgba(0, 0, 0, .3)",
    indicatorActiveColor: "#000000",
    previousMargin: "0px",
    nextMargin: "0px",
    ...silent("displayMultipleItems easingFunction snapToEdge scrollWithAnimation cacheExtent"),
  },
  created(tag) {
    positions.set(tag, { current: 0, start: null, dragged: 0 });
    tag.on("touchstart", (event) => grab(tag, event));
    tag.on("touchmove", (event) => drag(tag, event));
    tag.on("touchend", () => letGo(tag));
    tag.on("touchcancel", () => letGo(tag));
  },
  attached(tag) {
    const position = positions.get(tag)!;
    position.observer = new MutationObserver(() => place(tag, false));
    position.observer.observe(tag.element, { childList: true, subtree: true });
    setTimeout(() => goTo(tag, tag.attribute("current"), "", false));
    play(tag);
  },
  detached(tag) {
    const position = positions.get(tag)!;
    position.observer?.disconnect();
    clearInterval(position.timer);
  },
  changed: {
    current(index: number, tag) {
      if (positions.get(tag)?.observer) goTo(tag, index, "");
    },
    autoplay: (_: boolean, tag) => play(tag),
    indicatorDots: (_: boolean, tag) => place(tag, false),
  },
});

const itemsOf = (
  tag: Tag,
) => [
  ...tag.element.querySelectorAll<HTMLElement>(
    ":scope > swiper-item, :scope > :not(.dots) > swiper-item",
  ),
];

function play(tag: Tag): void {
  const position = positions.get(tag);
  if (!position?.observer) return;
  clearInterval(position.timer);
  if (!tag.attribute("autoplay")) return;
  position.timer = setInterval(() => {
    const count = itemsOf(tag).length;
    if (count > 1 && !position.start) goTo(tag, (position.current + 1) % count, "autoplay");
  }, tag.attribute<number>("interval"));
}

function goTo(tag: Tag, index: number, source: string, moving = true): void {
  const position = positions.get(tag)!;
  const count = itemsOf(tag).length;
  if (count === 0) return;
  const target = Math.min(Math.max(index, 0), count - 1);
  const changed = target !== position.current;
  position.current = target;
  place(tag, moving);
  if (!changed) return;
  tag.say("change", { current: target, source });
  setTimeout(() => {
    if (position.current === target) tag.say("animationfinish", { current: target, source });
  }, moving ? tag.attribute<number>("duration") : 0);
}

function place(tag: Tag, moving: boolean): void {
  const position = positions.get(tag);
  if (!position) return;
  const vertical = tag.attribute("vertical");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const items = itemsOf(tag);
  items.forEach((item, i) => {
    const away = `calc(${(i - position.current) * 100}% + ${position.dragged}px)`;
    item.style.transform = vertical ? `translateY(${away})` : `translateX(${away})`;
    item.style.transition = moving && !still
      ? `transform ${tag.attribute("duration")}ms ease-out`
      : "none";
    item.toggleAttribute("inert", i !== position.current);
  });
  drawDots(tag, items.length, position.current);
}

function drawDots(tag: Tag, count: number, current: number): void {
  let dots = tag.element.querySelector<HTMLElement>(":scope > .dots");
  if (!tag.attribute("indicatorDots")) return dots?.remove();
  if (!dots) {
    dots = document.createElement("div");
    dots.className = "dots";
    tag.element.append(dots);
  }
  if (dots.children.length !== count) {
    dots.replaceChildren(...Array.from({ length: count }, () => document.createElement("i")));
  }
  [...dots.children].forEach((dot, i) => {
    const color = tag.attribute<string>(i === current ? "indicatorActiveColor" : "indicatorColor");
    (dot as HTMLElement).style.background = color;
  });
}

function grab(tag: Tag, event: EngineEvent): void {
  const [touch] = event.touches ?? [];
  if (touch) positions.get(tag)!.start = { x: touch.clientX, y: touch.clientY };
}

function drag(tag: Tag, event: EngineEvent): void {
  const position = positions.get(tag)!;
  const [touch] = event.touches ?? [];
  if (!position.start || !touch) return;
  const [along, across] = tag.attribute("vertical")
    ? [touch.clientY - position.start.y, touch.clientX - position.start.x]
    : [touch.clientX - position.start.x, touch.clientY - position.start.y];
  if (Math.abs(along) <= Math.abs(across) && !position.dragged) return;
  position.dragged = along;
  place(tag, false);
}

function letGo(tag: Tag): void {
  const position = positions.get(tag)!;
  const { dragged, current } = position;
  position.start = null;
  position.dragged = 0;
  if (!dragged) return;
  const count = itemsOf(tag).length;
  const step = Math.abs(dragged) < SWIPED_PX ? 0 : dragged < 0 ? 1 : -1;
  const target = tag.attribute("circular") ? (current + step + count) % count : current + step;
  goTo(tag, target, "touch");
}
