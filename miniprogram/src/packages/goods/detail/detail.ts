import type { Cart } from "@/contracts/cart.ts";
import type { Product } from "@/contracts/catalog.ts";
import { ApiError, get, put } from "../../../services/request";
import { currentMember, ensureSignedIn, onSession } from "../../../services/session";
import { createShare } from "../../../services/share";

/** One product. Entry: `?id=…`, with `s=…` from a shared card; a code brings only its `scene`. */
Page({
  id: "",
  stop: (() => {}) as () => void,

  data: {
    state: "loading",
    error: "",
    gone: false,
    product: null as Product | null,
    shown: 0,
    chosen: "",
    want: "",
    picking: false,
    busy: false,
    cart_count: 0,
    promotes: false,
  },

  onLoad(query: Record<string, string | undefined>) {
    this.id = query.id || "";
    this.stop = onSession(() => this.showMember());
    this.showMember();
    void this.load(decodeURIComponent(query.scene || ""));
  },

  onUnload() {
    this.stop();
  },

  showMember() {
    const member = currentMember();
    this.setData({
      cart_count: member ? member.cart_count : 0,
      promotes: !!member && !!member.distributor && member.distributor.status === "approved",
    });
  },

  async load(scene = "") {
    this.setData({ state: "loading" });
    try {
      if (!this.id && scene) this.id = await productOf(scene);
      const product = await get<Product>(`/products/${this.id}`);
      this.setData({ state: "ready", product });
    } catch (error) {
      const gone = error instanceof ApiError && error.code === "PRODUCT_NOT_FOUND";
      this.setData({ state: "error", gone, error: (error as Error).message });
    }
  },

  retry() {
    if (this.data.gone) void wx.switchTab({ url: "/pages/home/home" });
    else void this.load();
  },

  slide(event: WechatMiniprogram.CustomEvent<{ current: number }>) {
    this.setData({ shown: event.detail.current });
  },

  preview(event: WechatMiniprogram.TouchEvent) {
    const { src, all } = event.currentTarget.dataset as { src: string; all: string[] };
    void wx.previewImage({ current: src, urls: all });
  },

  openPicker(event: WechatMiniprogram.TouchEvent) {
    this.setData({
      picking: true,
      want: (event.currentTarget.dataset as { want?: string }).want || "",
    });
  },

  closePicker() {
    this.setData({ picking: false });
  },

  choose(event: WechatMiniprogram.CustomEvent<{ chosen: string }>) {
    this.setData({ chosen: event.detail.chosen });
  },

  /** A line of the cart holds one SKU: what is put in again adds to it. */
  async addToCart(event: WechatMiniprogram.CustomEvent<{ sku_id: string; quantity: number }>) {
    if (this.data.busy) return;
    const { sku_id, quantity } = event.detail;
    this.setData({ busy: true });
    try {
      await ensureSignedIn();
      const { lines } = await get<Cart>("/cart");
      const there = lines.find((line) => line.sku_id === sku_id);
      const cart = await put<Cart>(`/cart/lines/${sku_id}`, {
        quantity: Math.min(999, quantity + (there ? there.quantity : 0)),
      });
      this.setData({ cart_count: cart.count, picking: false });
      void wx.showToast({ title: "已加入购物车", icon: "success" });
    } catch (error) {
      void wx.showToast({ title: (error as Error).message, icon: "none" });
    } finally {
      this.setData({ busy: false });
    }
  },

  buy(event: WechatMiniprogram.CustomEvent<{ sku_id: string; quantity: number }>) {
    const { sku_id, quantity } = event.detail;
    this.setData({ picking: false });
    void wx.navigateTo({
      url: `/packages/orders/checkout/checkout?sku=${sku_id}&quantity=${quantity}`,
    });
  },

  openHome() {
    void wx.switchTab({ url: "/pages/home/home" });
  },

  openCart() {
    void wx.switchTab({ url: "/pages/cart/cart" });
  },

  openPoster() {
    void wx.navigateTo({ url: `/packages/distribution/share/share?product=${this.id}` });
  },

  onShareAppMessage() {
    const { product } = this.data;
    const title = product ? product.title : "来店里逛逛";
    const card = {
      title,
      path: `/packages/goods/detail/detail?id=${this.id}`,
      ...(product && product.images[0] ? { imageUrl: product.images[0] } : {}),
    };
    if (!currentMember()) return card;
    const promise = createShare("product", "chat", this.id).then(({ path }) => ({ ...card, path }));
    return { ...card, promise };
  },
});

/** The product that a mini program code was drawn for. */
async function productOf(token: string): Promise<string> {
  const { product_id } = await get<{ product_id: string | null }>(`/shares/${token}`);
  if (!product_id) throw new ApiError("PRODUCT_NOT_FOUND", "商品不存在或已下架");
  return product_id;
}
