import type { TierProgress } from "@/contracts/tiers.ts";
import { type Goal, heldWords, nextGoal } from "../tier_shown";

/** My tier and how far the next one is; a tap opens the page of tiers. A shop of one tier shows nothing. */
Component({
  properties: {
    progress: { type: Object, value: {} as TierProgress },
  },

  data: {
    name: "",
    held: "",
    goal: null as Goal | null,
  },

  observers: {
    progress() {
      const { progress } = this.data;
      if (!progress || !progress.held || progress.tiers.length < 2) return;
      this.setData({
        name: progress.held.name,
        held: heldWords(progress.held),
        goal: nextGoal(progress) ?? null,
      });
    },
  },

  methods: {
    open() {
      void wx.navigateTo({ url: "/packages/distribution/tier/tier" });
    },
  },
});
