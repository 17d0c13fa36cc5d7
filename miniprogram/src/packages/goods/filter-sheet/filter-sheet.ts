import type { Category } from "@/contracts/catalog.ts";
import { type Filter, no_filter } from "../../../services/search";
import { shelvesOf } from "../../../utils/shelves";
import { parseYuan, typedYuan } from "../../../utils/yuan";

/** To what a search is narrowed: nothing changes until it is confirmed (event `apply` with the filter). */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    filter: { type: Object, value: no_filter },
    /** All of them, both levels. */
    all: { type: Array, value: [] as Category[] },
  },

  data: {
    categories: [] as Category[],
    shelf: "",
    below: [] as Category[],
    category: "",
    low: "",
    high: "",
    in_stock: false,
  },

  observers: {
    visible(visible: boolean) {
      if (visible) this.show(this.data.filter as Filter);
    },
    /** They may arrive late: what was chosen and typed meanwhile stays. */
    all() {
      this.turnTo(this.data.category);
    },
  },

  methods: {
    show({ category, low_fen, high_fen, in_stock }: Filter) {
      this.setData({
        low: low_fen === null ? "" : typedYuan(low_fen),
        high: high_fen === null ? "" : typedYuan(high_fen),
        in_stock,
      });
      this.turnTo(category);
    },

    /** The chosen one is given up when it is chosen again. */
    chooseCategory(event: WechatMiniprogram.TouchEvent) {
      const id = String(event.currentTarget.dataset.id);
      this.turnTo(id === this.data.category ? "" : id);
    },

    turnTo(category: string) {
      this.setData({ category, ...shelvesOf(this.data.all as Category[], category) });
    },

    onLow(event: WechatMiniprogram.Input) {
      this.setData({ low: event.detail.value });
    },

    onHigh(event: WechatMiniprogram.Input) {
      this.setData({ high: event.detail.value });
    },

    turnStock() {
      this.setData({ in_stock: !this.data.in_stock });
    },

    reset() {
      this.show(no_filter);
    },

    apply() {
      const { category, in_stock, low, high } = this.data;
      const [low_fen, high_fen] = [priceOf(low), priceOf(high)];
      if (low_fen === undefined || high_fen === undefined) {
        void wx.showToast({ title: "价格请写成数字，最多两位小数", icon: "none" });
        return;
      }
      const turned = low_fen !== null && high_fen !== null && low_fen > high_fen;
      const prices = turned ? { low_fen: high_fen, high_fen: low_fen } : { low_fen, high_fen };
      this.triggerEvent("apply", { category, in_stock, ...prices } satisfies Filter);
    },

    close() {
      this.triggerEvent("close");
    },
  },
});

/** A typed price in fen; null for none and for 0, which narrow nothing. Undefined when it is no price. */
function priceOf(typed: string): number | null | undefined {
  return /^[\s0.]*$/.test(typed) ? null : parseYuan(typed);
}
