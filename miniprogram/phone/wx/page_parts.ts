import { hideTabBar as hide, setBadge, setSelectedColor } from "../pages/tab_bar.ts";
import { frontPage } from "../pages/open_pages.ts";
import { asyncApi } from "./api.ts";

/** What a program does to the bars around its page, and to the page's scroll. */
export const setNavigationBarTitle = asyncApi(
  "setNavigationBarTitle",
  ({ title }: { title: string }) => frontPage()?.box.setTitle(title),
);

export const setNavigationBarColor = asyncApi(
  "setNavigationBarColor",
  ({ frontColor, backgroundColor }: { frontColor: string; backgroundColor: string }) =>
    frontPage()?.box.setColors(frontColor, backgroundColor),
);

export const setBackgroundColor = asyncApi(
  "setBackgroundColor",
  ({ backgroundColor }: { backgroundColor: string }) => {
    frontPage()!.scroller.style.backgroundColor = backgroundColor;
  },
);

export const startPullDownRefresh = asyncApi(
  "startPullDownRefresh",
  () => frontPage()?.pull.start(),
);
export const stopPullDownRefresh = asyncApi(
  "stopPullDownRefresh",
  () => frontPage()?.pull.stop(),
);

interface ScrollTarget {
  scrollTop?: number;
  selector?: string;
  offsetTop?: number;
  duration?: number;
}

export const pageScrollTo = asyncApi("pageScrollTo", (target: ScrollTarget) => {
  const { scroller } = frontPage()!;
  const found = target.selector && scroller.querySelector(target.selector);
  const place = found
    ? found.getBoundingClientRect().top - scroller.getBoundingClientRect().top +
      scroller.scrollTop +
      (target.offsetTop ?? 0)
    : target.scrollTop ?? 0;
  scroller.scrollTo({ top: place, behavior: target.duration === 0 ? "auto" : "smooth" });
});

interface Badge {
  index: number;
  text: string;
}

export const setTabBarBadge = asyncApi(
  "setTabBarBadge",
  ({ index, text }: Badge) => setBadge(index, text),
);
export const removeTabBarBadge = asyncApi(
  "removeTabBarBadge",
  ({ index }: Badge) => setBadge(index, ""),
);
export const setTabBarStyle = asyncApi(
  "setTabBarStyle",
  ({ selectedColor }: { selectedColor?: string }) => {
    if (selectedColor) setSelectedColor(selectedColor);
  },
);
export const showTabBarRedDot = asyncApi(
  "showTabBarRedDot",
  ({ index }: Badge) => setBadge(index, "·"),
);
export const hideTabBarRedDot = asyncApi(
  "hideTabBarRedDot",
  ({ index }: Badge) => setBadge(index, ""),
);
export const hideTabBar = asyncApi("hideTabBar", () => hide(true));
export const showTabBar = asyncApi("showTabBar", () => hide(false));
