import type { PromoterFigures } from "@/contracts/promoting.ts";
import { choosing } from "../../../behaviors/choosing";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { get } from "../../../services/request";
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
  behaviors: [
    faced,
    choosing(
      1,
      (days) => get<PromoterFigures>("/distributor/figures", { days }),
      (figures) => ({ figures, shown: shownOf(figures) }),
    ),
    following(["link.opened", ...figure_kinds], reread_after_ms),
  ],

  data: {
    tabs,
    figures: null as PromoterFigures | null,
    shown: null as Shown | null,
    explained: false,
  },

  methods: {
    explain() {
      this.setData({ explained: !this.data.explained });
    },

    go(event: WechatMiniprogram.TouchEvent) {
      const { page } = event.currentTarget.dataset as { page: string };
      void wx.navigateTo({ url: `/packages/distribution/${page}` });
    },
  },
});
