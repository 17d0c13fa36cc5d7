import { pictureUrl } from "../engine/pictures.ts";
import { callPage, frontPage } from "./open_pages.ts";
import { appConfig, tabList } from "./routes.ts";

/** What a program has put on the tabs. */
const badges = new Map<number, string>();
let is_hidden = false;
/** The colour of the tab in front, where a program has changed it. */
let selected_color = "";

/** `open` goes to the tab of a path. */
export function drawTabBar(path: string, open: (path: string) => void): HTMLElement {
  const { tabBar } = appConfig();
  const bar = document.createElement("nav");
  bar.className = "mp-tabbar";
  bar.dataset.border = tabBar!.borderStyle ?? "black";
  bar.style.background = tabBar!.backgroundColor ?? "";
  bar.hidden = is_hidden;
  tabList().forEach(({ pagePath, text, iconPath, selectedIconPath }, index) => {
    const selected = pagePath === path;
    const tab = document.createElement("button");
    tab.style.color = selected ? selected_color || tabBar!.selectedColor : tabBar!.color;
    if (selected) tab.setAttribute("aria-current", "page");
    const icon = selected ? selectedIconPath ?? iconPath : iconPath;
    if (icon) {
      const picture = new Image();
      picture.src = pictureUrl(`/${icon.replace(/^\//, "")}`);
      picture.alt = "";
      tab.append(picture);
    }
    tab.append(text);
    tab.dataset.badge = badges.get(index) ?? "";
    tab.addEventListener("click", () => {
      const page = frontPage();
      if (page) callPage(page, "onTabItemTap", { index, pagePath, text });
      if (!selected) open(pagePath);
    });
    bar.append(tab);
  });
  return bar;
}

/** A number, `·` for a dot, or nothing. */
export function setBadge(index: number, text: string): void {
  badges.set(index, text);
  for (const bar of document.querySelectorAll(".mp-tabbar")) {
    const tab = bar.children[index] as HTMLElement | undefined;
    if (tab) tab.dataset.badge = text;
  }
}

export function setSelectedColor(color: string): void {
  selected_color = color;
  const tabs = document.querySelectorAll<HTMLElement>(".mp-tabbar [aria-current]");
  for (const tab of tabs) tab.style.color = color;
}

export function hideTabBar(hidden: boolean): void {
  is_hidden = hidden;
  for (const bar of document.querySelectorAll<HTMLElement>(".mp-tabbar")) bar.hidden = hidden;
}
