import type { ComponentConfig } from "../bundle.ts";
import { report } from "../engine/errors.ts";
import type { screen_backend } from "../engine/space.ts";
import type { Caller } from "../engine/types.ts";
import type { PageBox } from "./page_box.ts";
import type { Pull } from "./pull_down.ts";
import type { Query } from "./routes.ts";

/** An open page. */
export interface OpenPage {
  path: string;
  query: Query;
  url: string;
  config: ComponentConfig;
  box: PageBox;
  scroller: HTMLElement;
  instance: Caller;
  root: ReturnType<typeof screen_backend.createRoot>;
  pull: Pull;
  /** Share menu entries that the program has hidden. */
  hidden_menus: Set<string>;
}

/** The open pages, front last. stack.ts alone changes it. */
export const stack: OpenPage[] = [];

export const pageStack = (): readonly OpenPage[] => stack;
export const frontPage = () => stack.at(-1);
export const getCurrentPages = () => stack.map(({ instance }) => instance);

/** Calls a page's function, if it has it. */
export function callPage(page: OpenPage, name: string, ...values: unknown[]): unknown {
  try {
    const work = page.instance[name] as ((...values: unknown[]) => unknown) | undefined;
    const result = work?.call(page.instance, ...values);
    if (result instanceof Promise) result.catch(report);
    return result;
  } catch (error) {
    report(error);
  }
}

/** A page comes to the front. */
export function showPage(page: OpenPage): void {
  for (const other of document.querySelectorAll(".mp-page.on")) other.classList.remove("on");
  page.box.element.classList.add("on");
  page.root.getComponent().triggerPageLifetime("show", []);
  callPage(page, "onShow");
}

/** Another one lies over it. */
export function hidePage(page: OpenPage): void {
  page.box.element.classList.remove("on");
  page.root.getComponent().triggerPageLifetime("hide", []);
  callPage(page, "onHide");
}

/** The program goes to the background, or comes back. */
export function hideFront(): void {
  const page = frontPage();
  if (!page) return;
  page.root.getComponent().triggerPageLifetime("hide", []);
  callPage(page, "onHide");
}

export function showFront(): void {
  const page = frontPage();
  if (page) showPage(page);
}
