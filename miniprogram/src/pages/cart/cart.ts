import type { Cart, CartLine } from "@/contracts/cart.ts";
import { get, post, put } from "../../services/request";
import { ensureSignedIn } from "../../services/session";
import { type ShownLine, shownLines, tickedSum } from "./lines";

/** What a member means to buy; kept on the server, ticked here. */
Page({
  unticked: new Set<string>(),
  cart_lines: [] as CartLine[],

  data: {
    state: "loading",
    error: "",
    lines: [] as ShownLine[],
    count: 0,
    sum_fen: 0,
    all: false,
    busy: false,
  },

  onShow() {
    void this.load();
  },

  async load() {
    try {
      await ensureSignedIn();
      this.take(await get<Cart>("/cart"));
    } catch (error) {
      const message = (error as Error).message;
      if (this.data.state !== "ready") this.setData({ state: "error", error: message });
      else void wx.showToast({ title: message, icon: "none" });
    }
  },

  retry() {
    this.setData({ state: "loading" });
    void this.load();
  },

  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  take({ lines }: Cart) {
    this.cart_lines = lines;
    this.show();
  },

  show() {
    const lines = shownLines(this.cart_lines, this.unticked);
    const buyable = lines.filter((line) => line.buyable);
    const all = buyable.length > 0 && buyable.every(({ on }) => on);
    this.setData({ state: "ready", lines, all, ...tickedSum(lines) });
  },

  tick(event: WechatMiniprogram.TouchEvent) {
    const { sku } = event.currentTarget.dataset as { sku: string };
    if (!this.data.lines.some((line) => line.sku_id === sku && line.buyable)) return;
    if (!this.unticked.delete(sku)) this.unticked.add(sku);
    this.show();
  },

  tickAll() {
    const { all } = this.data;
    this.unticked = new Set(all ? this.cart_lines.map(({ sku_id }) => sku_id) : []);
    this.show();
  },

  async count(event: WechatMiniprogram.CustomEvent<{ value: number | string }>) {
    const { sku } = event.currentTarget.dataset as { sku: string };
    const quantity = Number(event.detail.value);
    const line = this.cart_lines.find(({ sku_id }) => sku_id === sku);
    if (!line || !quantity || line.quantity === quantity) return;
    await this.change(() => put<Cart>(`/cart/lines/${sku}`, { quantity }));
  },

  async remove(event: WechatMiniprogram.TouchEvent) {
    const { sku } = event.currentTarget.dataset as { sku: string };
    const { confirm } = await wx.showModal({
      title: "移出购物车",
      content: "不再需要这件商品了吗",
      confirmText: "移出",
    });
    if (confirm) await this.change(() => put<Cart>(`/cart/lines/${sku}`, { quantity: 0 }));
  },

  async removeGone() {
    const skus = this.data.lines.filter(({ buyable }) => !buyable).map(({ sku_id }) => sku_id);
    await this.change(() => post<Cart>("/cart/removals", { skus }));
  },

  /** One change at a time; after a refusal the cart shows again what the server has. */
  async change(command: () => Promise<Cart>) {
    if (this.data.busy) return;
    this.setData({ busy: true });
    try {
      this.take(await command());
    } catch (error) {
      void wx.showToast({ title: (error as Error).message, icon: "none" });
      this.show();
    } finally {
      this.setData({ busy: false });
    }
  },

  open(event: WechatMiniprogram.TouchEvent) {
    const { product } = event.currentTarget.dataset as { product: string };
    void wx.navigateTo({ url: `/packages/goods/detail/detail?id=${product}` });
  },

  browse() {
    void wx.switchTab({ url: "/pages/home/home" });
  },

  checkout() {
    const short = this.data.lines.find(({ on, available, quantity }) => on && available < quantity);
    if (short) {
      return void wx.showToast({
        title: `「${short.title.slice(0, 10)}」${short.note}`,
        icon: "none",
      });
    }
    const skus = this.data.lines.filter(({ on }) => on).map(({ sku_id }) => sku_id);
    if (skus.length === 0) return void wx.showToast({ title: "请选择要买的商品", icon: "none" });
    void wx.navigateTo({
      url: `/packages/orders/checkout/checkout?from=cart&skus=${skus.join(",")}`,
    });
  },
});
