import type { ShopAbout } from "@/contracts/about.ts";
import { faced } from "../../../behaviors/faced";
import { words } from "../../../services/errors";
import { get } from "../../../services/request";

/** What the shop says of itself, how its service is reached, and its licences. */
Page({
  behaviors: [faced],

  data: {
    state: "loading" as "loading" | "ready" | "error",
    error: "",
    about: null as ShopAbout | null,
  },

  onLoad() {
    void this.load();
  },

  async onPullDownRefresh() {
    await this.read();
    void wx.stopPullDownRefresh();
  },

  /** The network is back: try again what did not come. */
  online() {
    if (this.data.state === "error") void this.load();
  },

  load() {
    this.setData({ state: "loading" });
    return this.read();
  },

  /** What is shown stays when it cannot be read again. */
  async read() {
    try {
      this.setData({ state: "ready", about: await get<ShopAbout>("/about") });
    } catch (error) {
      const message = words(error);
      if (this.data.state === "ready") void wx.showToast({ title: message, icon: "none" });
      else this.setData({ state: "error", error: message });
    }
  },

  async call() {
    const { about } = this.data;
    // A customer who does not dial after all is no error of ours.
    if (about) await wx.makePhoneCall({ phoneNumber: about.service_phone }).catch(() => {});
  },

  enlarge(event: WechatMiniprogram.TouchEvent) {
    const urls = this.data.about!.licences.flatMap(({ picture_url }) => picture_url ?? []);
    void wx.previewImage({ urls, current: String(event.currentTarget.dataset.url) });
  },
});
