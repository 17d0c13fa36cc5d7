import { words } from "../services/errors";
import { questionOf } from "../utils/questions";

/** One page of a list as the API answers it; `next` is null on the last one. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/**
 * loading: nothing is known yet · ready: there is more · end: that was all · empty: there is nothing ·
 * error: the first page did not come · more, more_error: a further page is coming, or did not.
 */
export type PagingState = "loading" | "ready" | "end" | "empty" | "error" | "more" | "more_error";

/** The page that loads, as far as a loader may look at it. */
interface Owner {
  data: object;
}

/** As many as the API gives at once. */
const page_size = 20;

/**
 * Behavior of a page with one list: loads when it is attached, further pages at the bottom, anew when pulled down.
 * A further page is set by path (`items[20]` and on): what is there already does not cross to the screen again.
 * An answer is dropped when a later question was answered before it. Gives data {items, state, error} and the methods
 * reload, refresh (without the skeleton), reread (for behaviors/following) and more.
 */
export function paging<T>(load: (owner: Owner, after: string | null) => Promise<Page<T>>) {
  return Behavior({
    data: {
      items: [] as T[],
      state: "loading" as PagingState,
      error: "",
      next: null as string | null,
    },

    lifetimes: {
      attached() {
        void this.reload();
      },
    },

    methods: {
      async reload() {
        this.setData({ state: "loading", error: "", items: [], next: null });
        questionOf(this)(); // what was asked before is no answer to this
        await this.refresh();
      },

      /** Reads the first page again and shows it when it is there. */
      async refresh() {
        await this.ask(null, ({ items }) => ({ items }), "error");
      },

      /** A member who has gone on to further pages is not sent back to the first one: pulling down does that. */
      reread() {
        if (this.data.items.length <= page_size) void this.refresh();
      },

      async more() {
        const { next, state } = this.data;
        if (next === null || (state !== "ready" && state !== "more_error")) return;
        this.setData({ state: "more" });
        await this.ask(next, ({ items }) => appended(this.data.items.length, items), "more_error");
      },

      /** `change` says what a page that came does to the items. */
      async ask(
        after: string | null,
        change: (page: Page<T>) => Record<string, unknown>,
        failed: PagingState,
      ) {
        const isNews = questionOf(this);
        try {
          const page = await load(this, after);
          if (!isNews()) return;
          const { items, next } = page;
          const nothing = after === null && items.length === 0;
          const state = nothing ? "empty" : next === null ? "end" : "ready";
          this.setData({ ...change(page), next, state, error: "" });
        } catch (error) {
          const waiting = failed === "error" ? "loading" : "more";
          if (this.data.state === waiting) this.setData({ state: failed, error: words(error) });
        }
      },

      onReachBottom() {
        void this.more();
      },

      async onPullDownRefresh() {
        await this.refresh();
        wx.stopPullDownRefresh();
      },
    },
  });
}

/** Items after those that are there, each under its own path. */
function appended(at: number, items: unknown[]): Record<string, unknown> {
  return Object.fromEntries(items.map((item, i) => [`items[${at + i}]`, item]));
}
