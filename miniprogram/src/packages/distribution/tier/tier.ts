import { periodWords, tier_cause_words, validWords } from "@/contracts/tier_words.ts";
import { formatFen } from "@/contracts/format.ts";
import type { TierChange, TierChangePage, TierProgress } from "@/contracts/tiers.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { paging } from "../../../behaviors/paging";
import { words } from "../../../services/errors";
import { get } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { questionOf } from "../../../utils/questions";
import { day, moment } from "../../../utils/time";
import { type Goal, heldWords, keepGoal, nextGoal, tierRows } from "../tier_shown";

/** Progress and history are asked for apart; each has its own order of answers. */
const progress_askers = new WeakMap<object, object>();

function progressOf(page: object): object {
  const asker = progress_askers.get(page) || {};
  progress_askers.set(page, asker);
  return asker;
}

interface Row {
  id: string;
  title: string;
  at: string;
  why: string;
}

/** My tier: what keeps it, what the next one needs, every tier of the shop, and what became of mine. */
Component({
  behaviors: [
    faced,
    following(["tier.changed", "commission.settled", "commission.reversed"]),
    paging<Row>(async (_page, after) => {
      await ensureSignedIn();
      const { items, next } = await get<TierChangePage>("/distributor/tier-changes", { after });
      return { items: items.map(row), next };
    }),
  ],

  data: {
    name: "",
    held: "",
    problem: "",
    goals: [] as Goal[],
    tiers: [] as ReturnType<typeof tierRows>,
    valid: "",
  },

  lifetimes: {
    attached() {
      void this.readProgress();
    },
  },

  methods: {
    async readProgress() {
      const isNews = questionOf(progressOf(this));
      try {
        await ensureSignedIn();
        const progress = await get<TierProgress>("/distributor/tier");
        if (isNews()) this.setData({ ...shown(progress), problem: "" });
      } catch (error) {
        if (!this.data.name) this.setData({ problem: words(error) });
      }
    },

    reread() {
      void this.readProgress();
      void this.refresh();
    },

    async onPullDownRefresh() {
      await Promise.all([this.readProgress(), this.refresh()]);
      wx.stopPullDownRefresh();
    },

    again() {
      this.setData({ problem: "" });
      void this.readProgress();
      void this.reload();
    },
  },
});

function shown(progress: TierProgress) {
  const { held, tiers } = progress;
  const goals = [keepGoal(progress), nextGoal(progress)].filter((goal) => goal !== undefined);
  const next = tiers.find(({ tier }) => tier === held.tier + 1);
  return {
    name: held.name,
    held: heldWords(held),
    goals,
    tiers: tierRows(progress),
    valid: next ? `${next.name}${validWords(next.valid_days)}` : "已经是最高等级",
  };
}

function row({ id, cause, from_name, to_name, figures, reason, ...change }: TierChange): Row {
  const path = from_name === to_name ? to_name : `${from_name} → ${to_name}`;
  const until = change.valid_until && cause !== "unpinned" ? `，到 ${day(change.valid_until)}` : "";
  const why = figures
    ? `${periodWords(figures.within_days)}客户实付 ${
      formatFen(figures.sales_fen)
    }，${figures.orders} 单，${figures.buyers} 位客户`
    : reason ?? "";
  return {
    id,
    title: `${tier_cause_words[cause]} ${path}${until}`,
    at: moment(change.created_at),
    why,
  };
}
