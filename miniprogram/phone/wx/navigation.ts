import { EventChannel } from "../pages/channel.ts";
import { frontPage, pageStack } from "../pages/open_pages.ts";
import { absoluteUrl, isTab, pathOf } from "../pages/routes.ts";
import {
  popPages,
  pushPage,
  replacePage,
  restartAt,
  showTab,
  STACK_LIMIT,
} from "../pages/stack.ts";
import { asyncApi, WxFailure } from "./api.ts";

interface Target {
  url: string;
}
type Listener = (...values: unknown[]) => void;

const resolved = ({ url }: Target) => absoluteUrl(url, frontPage()?.path ?? "");

export const navigateTo = asyncApi(
  "navigateTo",
  (options: Target & { events?: Record<string, Listener> }) => {
    const url = resolved(options);
    if (isTab(pathOf(url))) throw new WxFailure("can not navigateTo a tabbar page");
    if (pageStack().length >= STACK_LIMIT) {
      throw new WxFailure(`webview count limit exceed, max: ${STACK_LIMIT}`);
    }
    const { opener, opened } = EventChannel.pair(options.events);
    pushPage(url, opened);
    return { eventChannel: opener };
  },
);

export const redirectTo = asyncApi("redirectTo", (options: Target) => {
  const url = resolved(options);
  if (isTab(pathOf(url))) throw new WxFailure("can not redirectTo a tabbar page");
  replacePage(url);
});

export const reLaunch = asyncApi("reLaunch", (options: Target) => restartAt(resolved(options)));

export const switchTab = asyncApi("switchTab", (options: Target) => {
  const url = resolved(options);
  if (!isTab(pathOf(url))) throw new WxFailure("can not switch to no-tabBar page");
  showTab(url);
});

export const navigateBack = asyncApi("navigateBack", ({ delta = 1 }: { delta?: number }) => {
  if (!popPages(delta)) throw new WxFailure("cannot navigate back at first page.");
});
