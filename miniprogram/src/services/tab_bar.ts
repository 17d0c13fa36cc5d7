import { cartCount } from "./cart";
import { onFace, shopFace } from "./face";

const cart_tab = 2;

/** Shows the cart's count at the tab bar, and the tab in front in the shop's colour; for pages that have one. */
export function showTabBar(): void {
  const count = cartCount();
  const shown = [
    wx.setTabBarStyle({ selectedColor: shopFace().brand }),
    count > 0
      ? wx.setTabBarBadge({ index: cart_tab, text: count > 99 ? "99+" : String(count) })
      : wx.removeTabBarBadge({ index: cart_tab }),
  ];
  // The page may have gone meanwhile; the next one with a tab bar shows it.
  for (const one of shown) void one.catch(() => {});
}

onFace(showTabBar);
