import { formatFen } from "@/contracts/format.ts";
import type { Leaderboard, LeaderPeriod } from "@/contracts/promoting.ts";
import { leader_period_words } from "@/contracts/words.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { words } from "../../../services/errors";
import { get } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { questionOf } from "../../../utils/questions";

const tabs = Object.entries(leader_period_words).map(([period, name]) => ({ period, name }));
const reread_after_ms = 600;

/** Who kept the most by own sales, under labels, and where I stand. */
Component({
  behaviors: [faced, following(["commission.pending", "commission.reversed"], reread_after_ms)],

  data: {
    tabs,
    period: "month" as LeaderPeriod,
    state: "loading" as "loading" | "ready" | "error",
    error: "",
    board: null as Leaderboard | null,
    next: "",
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
      const { period } = this.data;
      const board = await get<Leaderboard>("/distributor/leaderboard", { period });
      if (!isNews() || period !== this.data.period) return;
      this.setData({ state: "ready", board, next: nextWords(board) });
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
      const { period } = event.currentTarget.dataset as { period: LeaderPeriod };
      if (period === this.data.period) return;
      this.setData({ period });
      void this.load();
    },
  },
});

/** How far it is to who stands next above. */
function nextWords({ me }: Leaderboard): string {
  if (me.to_next_fen === null) return me.rank === null ? "还没有人成交" : "没有人在你前面";
  return me.rank === null
    ? `还差 ${formatFen(me.to_next_fen)} 上榜`
    : `还差 ${formatFen(me.to_next_fen)} 追平前一位`;
}
