import type { Home, Shop } from "@/contracts/catalog.ts";
import { checkHome } from "../../services/replies";
import { get } from "../../services/request";
import { createShare } from "../../services/share";
import { currentMember } from "../../services/session";

interface Shelf {
  title: string;
  sort: string;
  items: Home["newest"];
}

/** The front of the shop: its banner, its shelves, and what is worth looking at. */
Page({
  data: {
    state: "loading",
    error: "",
    shop: null as Shop | null,
    categories: [] as Home["categories"],
    shelves: [] as Shelf[],
  },

  onLoad() {
    void this.load();
  },

  async load() {
    try {
      const { shop, categories, recommended, newest } = checkHome(await get<Home>("/home"));
      const shelves = [
        { title: "店主推荐", sort: "recommended", items: recommended },
        { title: "新品上架", sort: "newest", items: newest },
      ].filter(({ items }) => items.length > 0);
      this.setData({ state: "ready", shop, categories: categories.slice(0, 8), shelves });
      void wx.setNavigationBarTitle({ title: shop.name });
    } catch (error) {
      if (!this.data.shop) this.setData({ state: "error", error: (error as Error).message });
      else void wx.showToast({ title: (error as Error).message, icon: "none" });
    }
  },

  retry() {
    this.setData({ state: "loading" });
    void this.load();
  },

  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  search() {
    this.choose({ focus: "1" });
  },

  openCategory(event: WechatMiniprogram.TouchEvent) {
    this.choose({ category: (event.currentTarget.dataset as { id: string }).id });
  },

  openShelf(event: WechatMiniprogram.TouchEvent) {
    this.choose({ sort: (event.currentTarget.dataset as { sort: string }).sort });
  },

  /** A tab page takes no query: what to show there is left in the app. */
  choose(wish: { category?: string; sort?: string; focus?: string }) {
    wx.setStorageSync("category_wish", wish);
    void wx.switchTab({ url: "/pages/category/category" });
  },

  onShareAppMessage() {
    const shop = this.data.shop;
    const title = shop ? `${shop.name}：${shop.slogan}` : "来店里逛逛";
    const path = "/pages/home/home";
    if (!currentMember()) return { title, path };
    return {
      title,
      path,
      promise: createShare("home", "chat").then((share) => ({ title, path: share.path })),
    };
  },
});
