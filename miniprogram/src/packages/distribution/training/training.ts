import type { Article, ArticlePage } from "@/contracts/training.ts";
import { faced } from "../../../behaviors/faced";
import { paging } from "../../../behaviors/paging";
import { get } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { open } from "../../../utils/open";
import { day } from "../../../utils/time";

type Row = Article & { when: string };

/** What the shop teaches its distributors, with what I have not read yet. */
Component({
  behaviors: [
    faced,
    paging<Row>(async (_page, after) => {
      await ensureSignedIn();
      const { items, next } = await get<ArticlePage>("/distributor/articles", { after });
      return { items: items.map((one) => ({ ...one, when: day(one.published_at) })), next };
    }),
  ],

  pageLifetimes: {
    /** Back from an article it is read. */
    show() {
      if (this.data.state !== "loading") this.reread();
    },
  },

  methods: {
    openArticle(event: WechatMiniprogram.TouchEvent) {
      const { id } = event.currentTarget.dataset as { id: string };
      void open(`/packages/distribution/article/article?id=${id}`);
    },
  },
});
