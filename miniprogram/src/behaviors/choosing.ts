import { words } from "../services/errors";
import { ensureSignedIn } from "../services/session";
import { questionOf } from "../utils/questions";

/**
 * Behavior of a page that shows one answer about me for the tab that is chosen, a period: loads when it is attached and
 * when another tab is chosen, reads again when pulled down. `ask` gets the answer, `show` says what of it the page shows.
 * An answer for a tab that is not chosen any more is dropped. Gives data {chosen, state, error} and the methods load and
 * reread (for behaviors/following); a tab has `data-choice` and `bind:tap="choose"`.
 */
export function choosing<C extends string | number, T>(
  first: C,
  ask: (choice: C) => Promise<T>,
  show: (answer: T) => Record<string, unknown>,
) {
  return Behavior({
    data: {
      chosen: first,
      state: "loading" as "loading" | "ready" | "error",
      error: "",
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
        const chosen = this.data.chosen as C;
        const answer = await ask(chosen);
        if (!isNews() || chosen !== this.data.chosen) return;
        this.setData({ state: "ready", ...show(answer) });
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
        const { choice } = event.currentTarget.dataset as { choice: C };
        if (choice === this.data.chosen) return;
        this.setData({ chosen: choice });
        void this.load();
      },
    },
  });
}
