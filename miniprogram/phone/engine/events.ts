import * as engine from "glass-easel";
import { screenOrigin } from "../ui/screen.ts";
import { press } from "./hover.ts";
import type { EventSpread, NodeElement, Touch } from "./types.ts";

const MOVED_PX = 10;
const LONG_MS = 350;
/** After a finger the browser sends mouse events for old pages; a program would see two taps. */
const ECHO_MS = 800;

interface Press {
  target: Element;
  x: number;
  y: number;
  moved: boolean;
  long: boolean;
}

/** Turns what fingers and mice do inside of `screen` into the events of a mini program. */
export function listenForEvents(screen: HTMLElement): void {
  let now: Press | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last_touch = 0;

  const begin = (event: Event, all: Touch[], changed: Touch[]) => {
    const [touch] = changed;
    const started: Press = {
      target: event.target as Element,
      x: touch!.clientX,
      y: touch!.clientY,
      moved: false,
      long: false,
    };
    now = started;
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A long press takes the tap away only when somebody waits for it.
      if (now === started) {
        started.long = fire(started.target, "longpress", all, changed, event).heard;
      }
    }, LONG_MS);
    press(started.target, true);
    fire(started.target, "touchstart", all, changed, event);
  };

  const move = (event: Event, all: Touch[], changed: Touch[]) => {
    if (!now) return;
    const [touch] = changed;
    if (Math.hypot(touch!.clientX - now.x, touch!.clientY - now.y) > MOVED_PX && !now.moved) {
      now.moved = true;
      clearTimeout(timer);
      press(now.target, false);
    }
    const { caught } = fire(now.target, "touchmove", all, changed, event);
    if (caught && event.cancelable) event.preventDefault();
  };

  const end = (event: Event, all: Touch[], changed: Touch[], name = "touchend") => {
    const ended = now;
    now = null;
    clearTimeout(timer);
    if (!ended) return;
    press(ended.target, false);
    fire(ended.target, name, all, changed, event);
    if (name !== "touchend" || ended.moved || ended.long) return;
    if (ended.target.closest("button[disabled]")) return;
    fire(ended.target, "tap", all, changed, event);
  };

  type Handler = (event: Event, all: Touch[], changed: Touch[], name?: string) => void;
  const byTouch = (handler: Handler, name?: string) => (event: TouchEvent) => {
    last_touch = Date.now();
    handler(event, [...event.touches].map(asTouch), [...event.changedTouches].map(asTouch), name);
  };
  const byMouse = (handler: Handler, lifted = false) => (event: MouseEvent) => {
    if (event.button !== 0 || Date.now() - last_touch < ECHO_MS) return;
    const touch = asTouch(event);
    handler(event, lifted ? [] : [touch], [touch]);
  };
  const capture = { capture: true, passive: true };
  screen.addEventListener("touchstart", byTouch(begin), capture);
  screen.addEventListener("touchmove", byTouch(move), { capture: true, passive: false });
  screen.addEventListener("touchend", byTouch(end), true);
  screen.addEventListener("touchcancel", byTouch(end, "touchcancel"), true);
  screen.addEventListener("mousedown", byMouse(begin), true);
  globalThis.addEventListener("mousemove", byMouse(move), true);
  globalThis.addEventListener("mouseup", byMouse(end, true), true);

  for (const name of ["transitionend", "animationend", "animationiteration", "animationstart"]) {
    screen.addEventListener(name, (event) => {
      const { elapsedTime } = event as AnimationEvent;
      dispatch(event.target as Element, name, { elapsedTime }, {}, event);
    }, true);
  }
}

function asTouch(from: globalThis.Touch | MouseEvent): Touch {
  const { left, top } = screenOrigin();
  const [x, y] = [from.clientX - left, from.clientY - top];
  const identifier = "identifier" in from ? from.identifier : 0;
  return { identifier, pageX: x, pageY: y, clientX: x, clientY: y };
}

/** Sends a touch event; answers whether a listener heard it, and whether it stopped there (`catch:`). */
function fire(target: Element, name: string, all: Touch[], changed: Touch[], original: Event) {
  const { clientX: x, clientY: y } = changed[0]!;
  const fields = { touches: all, changedTouches: changed };
  return dispatch(target, name, { x, y }, fields, original);
}

function dispatch(
  target: Element,
  name: string,
  detail: unknown,
  extraFields: Record<string, unknown>,
  originalEvent: Event,
): { heard: boolean; caught: boolean } {
  const node = nodeOf(target);
  if (!node) return { heard: false, caught: false };
  const spread: EventSpread = { bubbles: true, composed: true };
  const event = new engine.Event(name, detail, {
    ...spread,
    capturePhase: true,
    originalEvent,
    extraFields,
  });
  let heard = false;
  const call = event.callListener.bind(event);
  event.callListener = (current, mark, from, capture) => {
    const listeners = (current as unknown as Listened)._$eventTarget;
    heard ||= Boolean((capture ? listeners?.captureListeners : listeners?.listeners)?.[name]);
    call(current, mark, from, capture);
  };
  event.dispatch(node as never);
  return { heard, caught: event.defaultPrevented() };
}

/** Where the engine keeps who listens at a node. */
interface Listened {
  _$eventTarget?: {
    listeners?: Record<string, unknown>;
    captureListeners?: Record<string, unknown>;
  };
}

function nodeOf(target: Element | null) {
  for (let element = target as NodeElement | null; element; element = element.parentElement) {
    if (element.__wxElement) return element.__wxElement;
  }
  return null;
}
