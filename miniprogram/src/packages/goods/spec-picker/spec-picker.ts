import type { Product, Sku } from "@/contracts/catalog.ts";
import {
  type Choice,
  choiceWords,
  chosenSku,
  type Group,
  groupsOf,
  startChoice,
  tapped,
} from "./choice";

const most_of_one = 999;

/**
 * A sheet to choose a SKU and how many. Events: `change` {quantity, words} whenever the choice changes,
 * `pick` {sku, quantity, intent} when it is confirmed, `close`.
 */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    product: { type: Object, value: {} as Product },
    /** "cart" or "buy" gives one button; else both are there. */
    intent: { type: String, value: "" },
    busy: { type: Boolean, value: false },
  },

  data: {
    choice: [] as Choice,
    groups: [] as Group[],
    sku: null as Sku | null,
    quantity: 1,
    max: 1,
    /** What is chosen, or what still has to be. */
    words: "",
    stock: "",
  },

  observers: {
    product(product: Product) {
      if (product && product.id) this.show(startChoice(product), 1);
    },
  },

  methods: {
    show(choice: Choice, wished: number) {
      const { product } = this.data;
      const sku = chosenSku(product, choice);
      const limit = product.purchase_limit ?? most_of_one;
      const max = Math.max(1, Math.min(limit, sku ? sku.available : most_of_one));
      const words = choiceWords(product, choice);
      const quantity = Math.min(wished, max);
      const stock = stockWords(sku, product.purchase_limit);
      this.setData({
        choice,
        groups: groupsOf(product, choice),
        sku,
        max,
        quantity,
        words,
        stock,
      });
    },

    /** What somebody did changes the choice, and the page is told. */
    choose(choice: Choice, wished: number) {
      this.show(choice, wished);
      const { quantity, words } = this.data;
      this.triggerEvent("change", { quantity, words });
    },

    tapValue(event: WechatMiniprogram.TouchEvent) {
      const { group, word, out } = event.currentTarget.dataset as {
        group: number;
        word: string;
        out: boolean;
      };
      const { choice, product, quantity } = this.data;
      if (out && choice[group] !== word) return;
      this.choose(tapped(product, choice, group, word), quantity);
    },

    count(event: WechatMiniprogram.BaseEvent & { detail: number }) {
      this.choose(this.data.choice, event.detail);
    },

    confirm() {
      this.pick(this.data.intent);
    },
    toCart() {
      this.pick("cart");
    },
    buy() {
      this.pick("buy");
    },

    pick(intent: string) {
      const { busy, quantity, sku, words } = this.data;
      if (busy) return;
      if (!sku) return void wx.showToast({ title: words, icon: "none" });
      if (sku.available === 0) return void wx.showToast({ title: "这个规格已售罄", icon: "none" });
      this.triggerEvent("pick", { sku, quantity, intent });
    },

    close() {
      this.triggerEvent("close");
    },
  },
});

/** Stock is told where it is little; a limit always. */
function stockWords(sku: Sku | null, limit: number | null): string {
  const words: string[] = [];
  if (sku && sku.available === 0) words.push("已售罄");
  else if (sku && sku.available <= 20) words.push(`仅剩 ${sku.available} 件`);
  if (limit !== null) words.push(`每人限购 ${limit} 件`);
  return words.join("，");
}
