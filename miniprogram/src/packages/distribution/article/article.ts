import type { Article, ArticleDetail } from "@/contracts/training.ts";
import { faced } from "../../../behaviors/faced";
import { ApiError, words } from "../../../services/errors";
import { get, put } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { day } from "../../../utils/time";

/** One training article, which is read when its end has been on the screen. Entry: `?id=…`. */
Page({
  behaviors: [faced],

  id: "",

  data: {
    state: "loading" as "loading" | "ready" | "gone" | "error",
    error: "",
    article: null as ArticleDetail | null,
    when: "",
    read: false,
  },

  onLoad({ id = "" }: Record<string, string | undefined>) {
    this.id = id;
    void this.load();
  },

  onReachBottom() {
    void this.mark();
  },

  async load() {
    this.setData({ state: "loading" });
    try {
      await ensureSignedIn();
      const article = await get<ArticleDetail>(`/distributor/articles/${this.id}`);
      const read = article.read_at !== null;
      const when = day(article.published_at);
      this.setData({ state: "ready", article, when, read });
      wx.nextTick(() => this.markShort());
    } catch (error) {
      const gone = error instanceof ApiError && error.code === "ARTICLE_NOT_FOUND";
      this.setData({ state: gone ? "gone" : "error", error: words(error) });
    }
  },

  /** One that fits the screen is never scrolled to its bottom. */
  markShort() {
    const { windowHeight } = wx.getWindowInfo();
    wx.createSelectorQuery().select("#end").boundingClientRect((end) => {
      if (end && end.bottom <= windowHeight) void this.mark();
    }).exec();
  },

  /** The edition that was on the screen: a newer one stays unread. */
  async mark() {
    const { article, read } = this.data;
    if (!article || read) return;
    this.setData({ read: true });
    try {
      await put<Article>(`/distributor/articles/${this.id}/reading`, { edition: article.edition });
    } catch {
      this.setData({ read: false });
    }
  },
});
