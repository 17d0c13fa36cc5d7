import { type Shared, shared_memory, thisDevice } from "../device.ts";
import type { EngineNode } from "../engine/types.ts";
import { pictureUrl } from "../engine/pictures.ts";
import { absoluteUrl } from "../pages/routes.ts";
import { callPage, frontPage, type OpenPage } from "../pages/open_pages.ts";
import { askModal } from "../ui/modal.ts";
import { askShare } from "../ui/share_sheet.ts";
import { showToast } from "../ui/toast.ts";
import { asyncApi } from "./api.ts";

type Kind = Exclude<Shared["kind"], "words">;

/** What onShareAppMessage and onShareTimeline answer. */
interface Message {
  title?: string;
  path?: string;
  query?: string;
  imageUrl?: string;
  promise?: Promise<Message>;
}

const HANDLERS: Record<Kind, string> = {
  friend: "onShareAppMessage",
  moments: "onShareTimeline",
};
const MENUS: Record<Kind, string> = { friend: "shareAppMessage", moments: "shareTimeline" };
/** WeChat goes without a program that makes it wait longer. */
const PATIENCE_MS = 3000;

/** Whether the front page may be shared so: it has the function, and the program has not hidden the menu. */
export function canShare(kind: Kind): boolean {
  const page = frontPage();
  if (!page) return false;
  return typeof page.instance[HANDLERS[kind]] === "function" && !page.hidden_menus.has(MENUS[kind]);
}

/** Shares the front page: from the capsule's menu, or from a button (`target`). */
export async function sharePage(kind: Kind, target?: EngineNode): Promise<void> {
  const page = frontPage();
  if (!page) return;
  const shared = await messageOf(page, kind, target);
  if (!await askShare(shared)) return;
  shared_memory.set("share", shared);
  showToast({ title: kind === "friend" ? "已发送" : "已发表" });
}

async function messageOf(page: OpenPage, kind: Kind, target?: EngineNode): Promise<Shared> {
  const from = target ? "button" : "menu";
  const caller = target?.getMethodCaller?.() ?? target;
  const first = callPage(page, HANDLERS[kind], { from, target: caller, webViewUrl: undefined });
  const given = (first ?? {}) as Message;
  const message = given.promise
    ? await Promise.race([
      given.promise.then((later) => ({ ...given, ...later })),
      new Promise<Message>((resolve) => setTimeout(() => resolve(given), PATIENCE_MS)),
    ])
    : given;
  const path = kind === "moments"
    ? page.path + (message.query ? `?${message.query}` : "")
    : absoluteUrl(message.path || `/${page.url}`, page.path);
  return {
    kind,
    title: message.title || page.config.navigationBarTitleText || "小程序",
    path,
    image: message.imageUrl ? pictureUrl(message.imageUrl) : "",
    by: thisDevice().person,
  };
}

interface Menus {
  menus?: string[];
}
const everything = Object.values(MENUS);

export const showShareMenu = asyncApi("showShareMenu", ({ menus = everything }: Menus) => {
  for (const menu of menus) frontPage()?.hidden_menus.delete(menu);
});

export const hideShareMenu = asyncApi("hideShareMenu", ({ menus = everything }: Menus) => {
  for (const menu of menus) frontPage()?.hidden_menus.add(menu);
});

export const updateShareMenu = asyncApi("updateShareMenu", () => {});

/** WeChat's sheet for a picture: here it goes to the album, where the strip finds it. */
export const showShareImageMenu = asyncApi(
  "showShareImageMenu",
  async ({ path }: { path: string }) => {
    const { confirm } = await askModal({ title: "发送图片给朋友", confirmText: "发送" });
    if (confirm) await keepPicture(path);
  },
);

/** Puts a picture into the album that all windows know. */
export async function keepPicture(path: string): Promise<void> {
  const blob = await (await fetch(path)).blob();
  const reader = new FileReader();
  await new Promise((resolve) => {
    reader.onload = resolve;
    reader.readAsDataURL(blob);
  });
  shared_memory.set("album", reader.result);
}
