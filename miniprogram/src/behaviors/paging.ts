import { words } from "../services/errors";

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

/**
 * Behavior of a page with one list: loads when it is attached, further pages at the bottom, anew when pulled down.
 * Answers that were overtaken by a later question are dropped. Gives data {items, state, error} and the methods
 * reload, refresh (without the skeleton) and more.
 */
export function paging<T>(load: (owner: Owner, after: string | null) => Promise<Page<T>>) {
  const questions = new WeakMap<object, number>();
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
        await this.refresh();
      },

      /** Reads the first page again and shows it when it is there. */
      async refresh() {
        await this.ask(null, (page) => page, "error");
      },

      async more() {
        const { next, state } = this.data;
        if (next === null || (state !== "ready" && state !== "more_error")) return;
        this.setData({ state: "more" });
        await this.ask(
          next,
          ({ items, ...page }) => ({ ...page, items: [...this.data.items, ...items] }),
          "more_error",
        );
      },

      async ask(after: string | null, combine: (page: Page<T>) => Page<T>, failed: PagingState) {
        const question = (questions.get(this) || 0) + 1;
        questions.set(this, question);
        try {
          const { items, next } = combine(await load(this, after));
          if (questions.get(this) !== question) return;
          const state = items.length === 0 ? "empty" : next === null ? "end" : "ready";
          this.setData({ items, next, state, error: "" });
        } catch (error) {
          if (questions.get(this) !== question) return;
          if (failed === "error" && this.data.items.length > 0) {
            // What is shown stays; a further page that this one overtook does not come any more.
            if (this.data.state === "more") this.setData({ state: "more_error" });
          } else this.setData({ state: failed, error: words(error) });
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
