import type { Suggestions } from "@/contracts/search.ts";
import {
  forgetSearches,
  keepSearch,
  pastSearches,
  suggestSearches,
} from "../../../services/search";
import { openProduct } from "../../../utils/open";

const pause_ms = 250;
const longest = 50;

/** What waits for a pause in typing, and the last question asked. */
const typing = new WeakMap<object, { timer: number; question: number }>();

const nothing: Suggestions = { words: [], products: [] };

/**
 * A field for words, and over the page below it what helps to find them: before anything is typed what was looked for
 * on this phone and by many, then what may be meant. Says which words are looked for (event `search`).
 */
Component({
  properties: {
    /** What is being looked for already. */
    query: { type: String, value: "" },
    /** Whether the field waits for words from the beginning. */
    asking: { type: Boolean, value: false },
    hot: { type: Array, value: [] as string[] },
  },

  data: {
    typed: "",
    panel: "" as "start" | "typing" | "",
    history: [] as string[],
    ...nothing,
  },

  observers: {
    query(query: string) {
      if (query) this.setData({ typed: query, panel: "" });
    },
    asking(asking: boolean) {
      if (asking) this.take("");
    },
  },

  lifetimes: {
    attached() {
      typing.set(this, { timer: 0, question: 0 });
    },
    detached() {
      this.stopAsking();
    },
  },

  methods: {
    onType(event: WechatMiniprogram.Input) {
      this.take(event.detail.value);
    },

    onFocus() {
      this.take(this.data.typed);
    },

    clear() {
      this.take("");
    },

    /** Back to what was found. */
    cancel() {
      this.stopAsking();
      this.setData({ typed: this.data.query, panel: "", ...nothing });
    },

    /** What the field says now. What was meant by what it said before is of no use. */
    take(typed: string) {
      const own = this.stopAsking();
      const words = typed.trim();
      if (!words) {
        return this.setData({ typed, panel: "start", history: pastSearches(), ...nothing });
      }
      this.setData({ typed, panel: "typing" });
      own.timer = setTimeout(() => void this.suggest(words), pause_ms);
    },

    /** An answer that was overtaken by another letter is dropped. */
    async suggest(words: string) {
      const own = typing.get(this)!;
      const question = ++own.question;
      const suggested = await suggestSearches(words).catch(() => nothing); // the search says why
      if (own.question === question) this.setData({ ...suggested });
    },

    stopAsking() {
      const own = typing.get(this)!;
      clearTimeout(own.timer);
      own.question++;
      return own;
    },

    confirm() {
      this.searchFor(this.data.typed);
    },

    choose(event: { detail: string }) {
      this.searchFor(event.detail);
    },

    chooseWord(event: WechatMiniprogram.TouchEvent) {
      this.searchFor(String(event.currentTarget.dataset.word));
    },

    searchFor(words: string) {
      const query = words.trim().slice(0, longest);
      if (!query) return;
      this.stopAsking();
      keepSearch(query);
      this.setData({ typed: query, panel: "", ...nothing });
      this.triggerEvent("search", query);
    },

    openFound(event: WechatMiniprogram.TouchEvent) {
      void openProduct(String(event.currentTarget.dataset.id));
    },

    clearHistory() {
      forgetSearches();
      this.setData({ history: [] });
    },
  },
});
