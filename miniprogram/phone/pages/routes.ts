import type { Bundle, ComponentConfig } from "../bundle.ts";
import { normalize } from "../engine/modules.ts";

export type Query = Record<string, string>;

let bundle: Bundle;

export function setRoutes(given: Bundle): void {
  bundle = given;
}

export const appConfig = () => bundle.app;
export const firstPage = () => bundle.pages[0]!;
export const allPages = () => bundle.pages;
export const tabList = () => bundle.app.tabBar?.list ?? [];
export const isTab = (path: string) => tabList().some(({ pagePath }) => pagePath === path);

/** A page's json over app.json's window. */
export function pageConfig(path: string): ComponentConfig {
  const page = bundle.components.find((one) => one.page && one.path === path);
  if (!page) throw new Error(`page "${path}" is not found`);
  return { ...bundle.app.window, ...page.json };
}

/** `../a/a?x=1` seen from a page → `packages/a/a?x=1`. */
export function absoluteUrl(url: string, from: string): string {
  const [path = "", query] = split(url);
  const folder = from.split("/").slice(0, -1).join("/");
  const whole = normalize(path.startsWith("/") ? path : `${folder}/${path}`);
  return query ? `${whole}?${query}` : whole;
}

export const pathOf = (url: string) => split(url)[0];

/** The query of a mini program's address, its values as they stand there: WeChat does not decode them. */
export function queryOf(url: string): Query {
  const pairs = split(url)[1].split("&").filter(Boolean).map((pair) => {
    const at = pair.indexOf("=");
    return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
  });
  return Object.fromEntries(pairs);
}

function split(url: string): [string, string] {
  const at = url.indexOf("?");
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}
