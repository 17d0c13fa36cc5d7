import type { Shop } from "@/contracts/catalog.ts";
import type { ShownBlock, ShownPage } from "@/contracts/pages.ts";
import { shop_closed_words } from "@/contracts/words.ts";
import { faced } from "../../behaviors/faced";
import { checkPage } from "../../services/replies";
import { words } from "../../services/errors";
import { shopFace, showShop } from "../../services/face";
import { get } from "../../services/request";
import { MomentsEntry } from "../../services/moments";
import { noteOpening } from "../../services/openings";
import { inChat } from "../../services/share";
import { showTabBar } from "../../services/tab_bar";
import { open, shop_page } from "../../utils/open";

const own_path = "/pages/home/home";

/** Blocks that stand for nothing that could be bought or read. */
const frame: ShownBlock["kind"][] = ["shop", "nav", "space"];

/** The shop's front, as the shop has put it together. */
Page({
  behaviors: [faced],

  moments: null as MomentsEntry | null,

  data: {
    state: "loading" as "loading" | "ready" | "empty" | "error",
    error: "",
    closed: shop_closed_words,
    shop: null as Shop | null,
    blocks: [] as ShownBlock[],
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
      const { shop, blocks } = checkPage(await get<ShownPage>("/home"));
      const bare = blocks.every(({ kind }) => frame.includes(kind));
      this.setData({ state: bare ? "empty" : "ready", shop, blocks });
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

  async openShop() {
    await open(shop_page);
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
