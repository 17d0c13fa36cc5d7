import type { News } from "@/contracts/materials.ts";
import { get } from "../../../services/request";
import { questionOf } from "../../../utils/questions";

/** The ways to materials and training, with how much of both is new to me; asked each time the page is shown. */
Component({
  data: { news: { materials: 0, articles: 0 } as News },

  lifetimes: {
    attached() {
      void this.read();
    },
  },

  pageLifetimes: {
    show() {
      void this.read();
    },
  },

  methods: {
    async read() {
      const isNews = questionOf(this);
      const news = await get<News>("/distributor/news").catch(() => null);
      if (news && isNews()) this.setData({ news });
    },

    go(event: WechatMiniprogram.TouchEvent) {
      const { page } = event.currentTarget.dataset as { page: string };
      void wx.navigateTo({ url: `/packages/distribution/${page}/${page}` });
    },
  },
});
