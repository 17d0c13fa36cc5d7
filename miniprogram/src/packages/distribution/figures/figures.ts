import type { PromoterFigures } from "@/contracts/promoting.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { words } from "../../../services/errors";
import { get } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { questionOf } from "../../../utils/questions";
import { figure_kinds } from "../figures";
import { type Shown, shownOf } from "./shown";

const tabs = [
  { days: 1, name: "今天" },
  { days: 7, name: "7 天" },
  { days: 30, name: "30 天" },
];
/** Messages that come close together are read once. */
const reread_after_ms = 600;

/** What my links and customers brought; it moves while one looks. */
Component({
  behaviors: [faced, following(["link.opened", ...figure_kinds], reread_after_ms)],

  data: {
    tabs,
    days: 1,
    state: "loading" as "loading" | "ready" | "error",
    error: "",
    figures: null as PromoterFigures | null,
    shown: null as Shown | null,
    explained: false,
  },

  lifetimes: {
    attached() {
      void this.load();
    },
  },

  methods: {
    async load() {
      this.setData({ state: "loading" });
      try {
        await ensureSignedIn();
        await this.read();
      } catch (error) {
        if (this.data.state === "loading") this.setData({ state: "error", error: words(error) });
      }
    },

    async read() {
      const isNews = questionOf(this);
      const { days } = this.data;
      const figures = await get<PromoterFigures>("/distributor/figures", { days });
      if (!isNews() || days !== this.data.days) return;
      this.setData({ state: "ready", figures, shown: shownOf(figures) });
    },

    /** Reads again and keeps what is shown when that fails. */
    async reread() {
      await this.read().catch(() => {});
    },

    async onPullDownRefresh() {
      await this.reread();
      wx.stopPullDownRefresh();
    },

    choose(event: WechatMiniprogram.TouchEvent) {
      const { days } = event.currentTarget.dataset as { days: number };
      if (days === this.data.days) return;
      this.setData({ days });
      void this.load();
    },

    explain() {
      this.setData({ explained: !this.data.explained });
    },

    go(event: WechatMiniprogram.TouchEvent) {
      const { page } = event.currentTarget.dataset as { page: string };
      void wx.navigateTo({ url: `/packages/distribution/${page}` });
    },
  },
});
