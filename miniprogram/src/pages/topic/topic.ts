import type { Shop } from "@/contracts/catalog.ts";
import type { ShownBlock, ShownPage } from "@/contracts/pages.ts";
import { faced } from "../../behaviors/faced";
import { ApiError, words } from "../../services/errors";
import { shopFace, showShop } from "../../services/face";
import { noteOpening } from "../../services/openings";
import { checkPage } from "../../services/replies";
import { get } from "../../services/request";
import { previewOf, topicInChat } from "../../services/share";

const gone_codes = ["PAGE_NOT_FOUND", "PREVIEW_ENDED"];

/** A page that the shop has put together: a season, an offer, a story. */
Page({
  behaviors: [faced],

  id: "",
  preview_code: "",

  data: {
    state: "loading" as "loading" | "ready" | "gone" | "error",
    error: "",
    title: "",
    shop: null as Shop | null,
    blocks: [] as ShownBlock[],
    /** Opened by a preview code: the draft, for staff's own phones. */
    is_draft: false,
  },

  onLoad(query: Record<string, string | undefined>) {
    if (query.preview) return; // who made it hands it over
    this.preview_code = previewOf(query) ?? "";
    if (this.preview_code) {
      this.setData({ is_draft: true });
      void wx.hideShareMenu({});
    } else noteOpening(query);
    this.id = query.id ?? "";
    void this.load();
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
      const path = this.preview_code ? `/page-previews/${this.preview_code}` : `/pages/${this.id}`;
      const { shop, title, blocks } = checkPage(await get<ShownPage>(path));
      this.setData({ state: "ready", shop, title, blocks });
      showShop(shop);
      void wx.setNavigationBarTitle({ title });
    } catch (error) {
      const message = words(error);
      if (error instanceof ApiError && gone_codes.includes(error.code)) {
        this.setData({ state: "gone" });
      } else if (this.data.state === "ready") void wx.showToast({ title: message, icon: "none" });
      else this.setData({ state: "error", error: message });
    }
  },

  /** The network is back: try again what did not come. */
  online() {
    if (this.data.state === "error") void this.load();
  },

  toHome() {
    void wx.switchTab({ url: "/pages/home/home" });
  },

  onShareAppMessage() {
    const title = [this.data.title, shopFace().name].filter(Boolean).join(" · ");
    return topicInChat(title, this.id);
  },
});
