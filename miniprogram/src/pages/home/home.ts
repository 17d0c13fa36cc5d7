import type { Category, Home, ProductCard, Shop } from "@/contracts/catalog.ts";
import { shop_closed_words } from "@/contracts/words.ts";
import { faced } from "../../behaviors/faced";
import { checkHome } from "../../services/replies";
import { words } from "../../services/errors";
import { shopFace, showShop } from "../../services/face";
import { get } from "../../services/request";
import { MomentsEntry } from "../../services/moments";
import { noteOpening } from "../../services/openings";
import { inChat } from "../../services/share";
import { showTabBar } from "../../services/tab_bar";
import { discountWords, freeFreightWords } from "../../utils/terms";
import { wantCategory } from "../category/wanted";

const own_path = "/pages/home/home";

/** The shop's front: who it is, its categories, what it recommends and what is new. */
Page({
  behaviors: [faced],

  moments: null as MomentsEntry | null,

  data: {
    state: "loading" as "loading" | "ready" | "empty" | "error",
    error: "",
    closed: shop_closed_words,
    shop: null as Shop | null,
    benefits: [] as string[],
    categories: [] as Category[],
    recommended: [] as ProductCard[],
    newest: [] as ProductCard[],
  },

  onLoad(query: Record<string, string | undefined>) {
    noteOpening(query);
    this.moments = new MomentsEntry();
    void this.load();
  },

  onShow() {
    this.moments?.toFront();
    showTabBar();
    this.showName();
  },

  onHide() {
    this.moments?.toBack();
  },

  onUnload() {
    this.moments?.end();
  },

  async onPullDownRefresh() {
    await this.read();
    void wx.stopPullDownRefresh();
  },

  load() {
    this.setData({ state: "loading" });
    return this.read();
  },

  /** What is shown stays when it cannot be read again. */
  async read() {
    try {
      const { shop, categories, recommended, newest } = checkHome(await get<Home>("/home"));
      const bare = recommended.length === 0 && newest.length === 0;
      const state = bare ? "empty" : "ready";
      const benefits = [discountWords(shop), freeFreightWords(shop)].filter(Boolean);
      const shelves = categories.filter(({ parent_id }) => parent_id === null);
      this.setData({ state, shop, benefits, categories: shelves, recommended, newest });
      showShop(shop);
      this.showName();
    } catch (error) {
      const message = words(error);
      if (this.data.state === "ready") void wx.showToast({ title: message, icon: "none" });
      else this.setData({ state: "error", error: message });
    }
  },

  showName() {
    const { name } = shopFace();
    if (name) void wx.setNavigationBarTitle({ title: name });
  },

  /** The network is back: try again what did not come. */
  online() {
    if (this.data.state === "error") void this.load();
  },

  openCategory(event: WechatMiniprogram.TouchEvent) {
    wantCategory(String(event.currentTarget.dataset.id));
    void wx.switchTab({ url: "/pages/category/category" });
  },

  openAll() {
    wantCategory("all");
    void wx.switchTab({ url: "/pages/category/category" });
  },

  onShareAppMessage() {
    const { shop } = this.data;
    const title = shop ? `${shop.name} · ${shop.slogan}` : shopFace().name;
    return inChat({ title, path: own_path }, "home");
  },

  onShareTimeline() {
    return { title: shopFace().name, query: this.moments?.token ? `s=${this.moments.token}` : "" };
  },
});
