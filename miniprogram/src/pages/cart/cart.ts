import type { Cart } from "@/contracts/cart.ts";
import { faced } from "../../behaviors/faced";
import { changeLine, readCart, removeLines } from "../../services/cart";
import { words } from "../../services/errors";
import { showTabBar } from "../../services/tab_bar";
import { moreForFree } from "./free_freight";
import { open, openProduct } from "../../utils/open";
import { type ShownCart, shownCart } from "./lines";

const nothing: ShownCart = shownCart({ lines: [] }, []);

/** What I mean to buy, kept by the server; which of it is selected now is kept here. */
Page({
  behaviors: [faced],

  cart: null as Cart | null,
  unselected: [] as string[],
  /** Quantities that were changed and not sent yet, by SKU. WeChat copies fields: no Map or Set here. */
  wishes: {} as Record<string, number>,
  sending: false,
  /** What was last asked about free sending, and the pause before it is. */
  asked: "",
  pause: 0,

  data: {
    state: "loading" as "loading" | "ready" | "empty" | "error",
    error: "",
    free_words: "",
    ...nothing,
  },

  onShow() {
    void this.read();
  },

  onUnload() {
    clearTimeout(this.pause);
  },

  async onPullDownRefresh() {
    await this.read();
    void wx.stopPullDownRefresh();
  },

  load() {
    this.setData({ state: "loading" });
    return this.read();
  },

  async read() {
    try {
      this.asked = ""; // goods and rules may have changed
      this.show(await readCart());
    } catch (error) {
      const message = words(error);
      if (this.data.state === "ready") void wx.showToast({ title: message, icon: "none" });
      else this.setData({ state: "error", error: message });
    }
  },

  online() {
    if (this.data.state === "error") void this.load();
  },

  show(cart: Cart) {
    this.cart = cart;
    const state = cart.lines.length === 0 ? "empty" : "ready";
    this.setData({ state, ...shownCart(cart, this.unselected) });
    showTabBar();
    this.askForFree();
  },

  /** What was said of other goods goes at once; an answer that was overtaken is dropped. */
  askForFree() {
    const selected = this.data.lines.filter((line) => line.selected);
    const lines = selected.map(({ sku_id, quantity }) => ({ sku_id, quantity }));
    const asked = JSON.stringify(lines);
    if (asked === this.asked) return;
    this.asked = asked;
    clearTimeout(this.pause);
    if (this.data.free_words) this.setData({ free_words: "" });
    this.pause = setTimeout(async () => {
      const free_words = await moreForFree(lines);
      if (this.asked === asked && free_words) this.setData({ free_words });
    }, 300);
  },

  // Selecting -----------------------------------------------------------------------------------

  toggle(event: WechatMiniprogram.TouchEvent) {
    const sku = String(event.currentTarget.dataset.sku);
    const others = this.unselected.filter((one) => one !== sku);
    const was_unselected = others.length < this.unselected.length;
    this.unselected = was_unselected ? others : [...others, sku];
    if (this.cart) this.show(this.cart);
  },

  toggleAll() {
    const { all_selected, lines } = this.data;
    this.unselected = all_selected ? lines.map((line) => line.sku_id) : [];
    if (this.cart) this.show(this.cart);
  },

  // Changing ------------------------------------------------------------------------------------

  /** Shown at once; sent one after the other, and of several for one SKU only the last. */
  onQuantity(event: WechatMiniprogram.BaseEvent & { detail: number }) {
    const sku = String(event.currentTarget.dataset.sku);
    const quantity = event.detail;
    if (!this.cart) return;
    const lines = this.cart.lines.map((line) => line.sku_id === sku ? { ...line, quantity } : line);
    this.show({ ...this.cart, lines });
    this.wishes[sku] = quantity;
    void this.send();
  },

  async send() {
    if (this.sending) return;
    this.sending = true;
    try {
      for (let sku = nextOf(this.wishes); sku; sku = nextOf(this.wishes)) {
        const quantity = this.wishes[sku] ?? 1;
        delete this.wishes[sku];
        const cart = await changeLine(sku, quantity);
        if (!nextOf(this.wishes)) this.show(cart);
      }
    } catch (error) {
      this.wishes = {};
      void wx.showToast({ title: words(error), icon: "none" });
      void this.read();
    } finally {
      this.sending = false;
    }
  },

  async remove(event: WechatMiniprogram.TouchEvent) {
    const sku = String(event.currentTarget.dataset.sku);
    const { confirm } = await wx.showModal({
      title: "移出购物车",
      content: "不再保留这件商品",
      confirmText: "移出",
    });
    if (confirm) await this.take([sku]);
  },

  async clearInvalid() {
    await this.take(this.data.invalid.map((line) => line.sku_id));
  },

  async take(skus: string[]) {
    try {
      this.show(await removeLines(skus));
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
    }
  },

  // Leaving -------------------------------------------------------------------------------------

  openProduct(event: WechatMiniprogram.TouchEvent) {
    void openProduct(String(event.currentTarget.dataset.product));
  },

  checkout() {
    const { selected_skus } = this.data;
    if (selected_skus.length === 0) {
      void wx.showToast({ title: "先选择要买的商品", icon: "none" });
      return;
    }
    // Checkout reads the cart again: what was changed last must be there.
    if (this.sending) {
      void wx.showToast({ title: "正在更新数量，请稍候", icon: "none" });
      return;
    }
    void open(`/packages/orders/checkout/checkout?from=cart&skus=${selected_skus.join(",")}`);
  },

  toHome() {
    void wx.switchTab({ url: "/pages/home/home" });
  },
});

function nextOf(wishes: Record<string, number>): string | undefined {
  return Object.keys(wishes)[0];
}
