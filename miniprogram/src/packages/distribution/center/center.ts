import type { Commission, CommissionPage, DistributorCenter } from "@/contracts/distributors.ts";
import { figure_words } from "@/contracts/words.ts";
import type { LiveMessage } from "@/contracts/realtime.ts";
import type { TierProgress } from "@/contracts/tiers.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { words } from "../../../services/errors";
import { askToTell, learnOffers } from "../../../services/messages";
import { get } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { countUp } from "../count_up";
import { figure_kinds, withMessage } from "../figures";
import { questionOf } from "../../../utils/questions";

const row_count = 3;
/** A message moves the figures at once; the rest is read again when no other follows for so long. */
const reread_after_ms = 600;
const highlight_ms = 2500;

/** The distributor's centre: what can be withdrawn, today's earnings as they come, what settles when. */
Page({
  behaviors: [
    faced,
    following(
      [...figure_kinds, "distributor.changed", "tier.changed", "notice.added", "link.opened"],
      reread_after_ms,
    ),
  ],

  stopCounting: () => {},
  fresh_timer: 0,
  /** Its place is taken by another page: what is still answered leads nowhere any more. */
  has_left: false,

  data: {
    state: "loading" as "loading" | "ready" | "error",
    error: "",
    names: figure_words,
    center: null as DistributorCenter | null,
    tier: {} as TierProgress,
    /** Today's earnings as they are counted up on the screen. */
    earned_fen: 0,
    glowing: false,
    pending: [] as Commission[],
    settled: [] as Commission[],
    fresh: {} as Record<string, boolean>,
    opened: null as Commission | null,
  },

  onLoad() {
    void this.load();
  },

  onHide() {
    this.leave();
  },

  onUnload() {
    this.has_left = true;
    this.leave();
  },

  leave() {
    this.stopCounting();
    clearTimeout(this.fresh_timer);
  },

  async load() {
    this.setData({ state: "loading" });
    try {
      await ensureSignedIn();
      await this.read();
      learnOffers();
    } catch (error) {
      if (this.data.state === "loading") this.setData({ state: "error", error: words(error) });
    }
  },

  async onPullDownRefresh() {
    await this.reread();
    wx.stopPullDownRefresh();
  },

  /** Reads everything again and keeps what is shown when that fails. */
  async reread() {
    await this.read().catch(() => {});
  },

  async read() {
    const isNews = questionOf(this);
    const center = await get<DistributorCenter>("/distributor");
    if (this.has_left) return;
    if (!center.distributor || !center.distributor.approved_at) {
      this.has_left = true;
      await wx.redirectTo({ url: "/packages/distribution/recruit/recruit" });
      return;
    }
    const [tier, pending, settled] = await Promise.all([
      get<TierProgress>("/distributor/tier"),
      this.rows("pending"),
      this.rows("settled"),
    ]);
    if (!isNews()) return;
    const first = this.data.state !== "ready";
    if (!first) this.highlight([...pending, ...settled]);
    this.setData({ state: "ready", center, tier, pending, settled });
    if (first) this.setData({ earned_fen: center.today.earned_fen });
    else this.countTo(center.today.earned_fen);
  },

  async rows(status: "pending" | "settled"): Promise<Commission[]> {
    const query = { status, page_size: row_count };
    return (await get<CommissionPage>("/distributor/commissions", query)).items;
  },

  hear(message: LiveMessage): boolean {
    const { center } = this.data;
    if (center) {
      const moved = withMessage(center, message);
      this.setData({ center: moved });
      this.countTo(moved.today.earned_fen);
    }
    return true;
  },

  countTo(earned_fen: number) {
    const from = this.data.earned_fen;
    this.stopCounting();
    if (from === earned_fen) return;
    this.stopCounting = countUp(from, earned_fen, (value) => this.setData({ earned_fen: value }));
    if (earned_fen > from) this.glow();
  },

  glow() {
    this.setData({ glowing: true });
    setTimeout(() => this.setData({ glowing: false }), highlight_ms);
  },

  /** Rows that were not there before are highlighted for a moment. */
  highlight(rows: Commission[]) {
    const known = [...this.data.pending, ...this.data.settled].map((row) => row.id + row.status);
    const fresh: Record<string, boolean> = {};
    for (const row of rows) {
      if (!known.includes(row.id + row.status)) fresh[row.id] = true;
    }
    if (Object.keys(fresh).length === 0) return;
    this.setData({ fresh });
    clearTimeout(this.fresh_timer);
    this.fresh_timer = setTimeout(() => this.setData({ fresh: {} }), highlight_ms);
  },

  open(event: WechatMiniprogram.CustomEvent<Commission>) {
    this.setData({ opened: event.detail });
  },

  close() {
    this.setData({ opened: null });
  },

  withdraw() {
    void wx.navigateTo({ url: "/packages/distribution/withdraw/withdraw" });
  },

  /** Opens one of the centre's other pages: `data-page` is its name with its query. */
  async go(event: WechatMiniprogram.TouchEvent) {
    await askToTell("promoting");
    const { page } = event.currentTarget.dataset as { page: string };
    void wx.navigateTo({ url: `/packages/distribution/${page}` });
  },
});
