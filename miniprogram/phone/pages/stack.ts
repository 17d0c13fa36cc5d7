import { mainSpace, screen_backend } from "../engine/space.ts";
import type { Caller } from "../engine/types.ts";
import { EventChannel } from "./channel.ts";
import { callPage, frontPage, hidePage, type OpenPage, showPage, stack } from "./open_pages.ts";
import { PageBox } from "./page_box.ts";
import { listenForPull, type Pull } from "./pull_down.ts";
import { firstPage, isTab, pageConfig, pathOf, queryOf } from "./routes.ts";
import { slideIn, slideOut } from "./transition.ts";

/** WeChat refuses an eleventh page. */
export const STACK_LIMIT = 10;
const REACH_BOTTOM_PX = 50;

/** Tabs stay for as long as the program runs, in front or not. */
const sleeping_tabs: OpenPage[] = [];

/** Puts a page in front: `navigateTo`. */
export function pushPage(url: string, channel?: EventChannel): void {
  const below = frontPage();
  const page = makePage(url, channel);
  if (below) hidePage(below);
  stack.push(page);
  slideIn(page.box.element, below?.box.element);
  start(page);
}

/** Puts a page in the place of the front one: `redirectTo`. */
export function replacePage(url: string): void {
  const gone = frontPage();
  const page = makePage(url, undefined, stack.length - 1);
  if (gone) unload(gone);
  stack.push(page);
  start(page);
}

/** `reLaunch`. */
export function restartAt(url: string): void {
  const page = makePage(url, undefined, 0);
  for (const old of [...stack, ...sleeping_tabs.splice(0)]) unload(old);
  stack.push(page);
  start(page);
}

/** `switchTab`: pages above the tabs are closed, tabs sleep. */
export function showTab(url: string): void {
  const path = pathOf(url);
  if (frontPage()?.path === path) return;
  for (const page of [...stack].reverse()) {
    if (!isTab(page.path)) unload(page);
  }
  const before = stack.pop();
  const awake = before?.path === path ? before : sleeping_tabs.find((tab) => tab.path === path);
  if (before && before !== awake) {
    hidePage(before);
    sleeping_tabs.push(before);
  }
  if (!awake) {
    const page = makePage(path, undefined, 0);
    stack.push(page);
    return start(page);
  }
  const at = sleeping_tabs.indexOf(awake);
  if (at >= 0) sleeping_tabs.splice(at, 1);
  stack.push(awake);
  showPage(awake);
}

/** `navigateBack`; answers whether there was somewhere to go. */
export function popPages(count: number): boolean {
  const steps = Math.min(count, stack.length - 1);
  if (steps < 1) return false;
  const front = frontPage()!;
  for (let i = 0; i < steps; i++) {
    const page = frontPage()!;
    if (page === front) leave(page);
    else unload(page);
  }
  const below = frontPage()!;
  slideOut(front.box.element, below.box.element, () => release(front));
  showPage(below);
  return true;
}

function makePage(url: string, channel?: EventChannel, position = stack.length): OpenPage {
  const path = pathOf(url);
  const config = pageConfig(path);
  const left = position > 0 ? "back" : isTab(path) || path === firstPage() ? null : "home";
  const box = new PageBox(path, config, left, {
    back: () => void popPages(1),
    home: () => isTab(firstPage()) ? showTab(firstPage()) : restartAt(firstPage()),
    tab: showTab,
  });
  const { scroller } = box;
  box.element.classList.add("on"); // the program may measure while it is made
  const root = screen_backend.createRoot("page", mainSpace(), url);
  const instance = root.get() as unknown as Caller;
  const query = queryOf(url);
  const nothing = new EventChannel();
  Object.assign(instance, {
    route: path,
    __route__: path,
    options: query,
    getOpenerEventChannel: () => channel ?? nothing,
  });
  const page: OpenPage = {
    path,
    query,
    url,
    config,
    box,
    scroller,
    instance,
    root,
    hidden_menus: new Set(),
    pull: undefined as unknown as Pull,
  };
  page.pull = listenForPull(page, () => callPage(page, "onPullDownRefresh"));
  listenForScroll(page);
  return page;
}

function start(page: OpenPage): void {
  const place = document.createElement("span");
  page.scroller.append(place);
  page.root.attach(page.scroller as never, place as never);
  (page.root.getComponent().getBackendElement() as unknown as Element)
    .setAttribute("wx-page", page.path);
  callPage(page, "onLoad", page.query);
  showPage(page);
  requestAnimationFrame(() => callPage(page, "onReady"));
}

/** The program's end of a page; its picture may stay for the transition. */
function leave(page: OpenPage): void {
  callPage(page, "onUnload");
  page.box.element.classList.remove("on");
  const at = stack.indexOf(page);
  if (at >= 0) stack.splice(at, 1);
}

function release(page: OpenPage): void {
  page.root.release();
  page.box.remove();
}

function unload(page: OpenPage): void {
  leave(page);
  release(page);
}

function listenForScroll(page: OpenPage): void {
  const { scroller, config } = page;
  let at_bottom = false;
  scroller.addEventListener("scroll", () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    callPage(page, "onPageScroll", { scrollTop });
    const near = scrollHeight - scrollTop - clientHeight <
      (config.onReachBottomDistance ?? REACH_BOTTOM_PX);
    if (near && !at_bottom) callPage(page, "onReachBottom");
    at_bottom = near;
  });
}
