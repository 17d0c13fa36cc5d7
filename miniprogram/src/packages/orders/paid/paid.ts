import type { Order, OrderLine } from "@/contracts/orders.ts";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { words } from "../../../services/errors";
import { shopFace } from "../../../services/face";
import { get } from "../../../services/request";
import { currentMember, ensureSignedIn } from "../../../services/session";
import { createShare } from "../../../services/share";

/** After paying: the amount, where to go next, and a share of what was bought. Entry: `?order=…`. */
Page({
  behaviors: [faced, following(["order.changed"])],

  order_id: "",

  data: {
    state: "loading" as "loading" | "paid" | "waiting" | "error",
    error: "",
    number: "",
    paid_fen: 0,
    product: null as OrderLine | null,
    share_path: "",
    is_distributor: false,
  },

  onLoad(query: Record<string, string | undefined>) {
    this.order_id = query.order || "";
    // Until the share is made there is nothing to hand on that would count for the sharer.
    void wx.hideShareMenu({});
    void this.load();
  },

  hear({ id }: LiveMessage): boolean {
    return id === this.order_id;
  },

  reread() {
    if (this.data.state !== "paid" && this.data.state !== "error") void this.load();
  },

  async load() {
    try {
      await ensureSignedIn();
      const order = await get<Order>(`/orders/${this.order_id}`);
      if (order.status === "closed") {
        this.toOrder();
        return;
      }
      // Paid is paid: an answer from before, or a failure, comes too late to say otherwise.
      const paid = this.data.state === "paid" || order.paid_at !== null;
      this.setData({
        state: paid ? "paid" : "waiting",
        number: order.number,
        paid_fen: order.payable_fen,
        product: order.lines[0] || null,
        is_distributor: currentMember()?.distributor?.status === "approved",
      });
      if (paid) void this.prepareShare().catch(() => {});
    } catch (error) {
      if (this.data.state !== "paid") this.setData({ state: "error", error: words(error) });
    }
  },

  /** Made before it is needed, because the share menu does not wait. Without it the page simply has no share. */
  async prepareShare() {
    const product = this.data.product;
    if (!product || this.data.share_path) return;
    const { path } = await createShare("product", "pay_success", product.product_id);
    this.setData({ share_path: path });
    void wx.showShareMenu({ menus: ["shareAppMessage"] });
  },

  onShareAppMessage() {
    const { product, share_path } = this.data;
    return {
      title: product ? `我刚买了「${product.title}」，推荐给你` : shopFace().name,
      path: share_path,
      ...(product?.image_url ? { imageUrl: product.image_url } : {}),
    };
  },

  /** The network is back: what could not be read is read now. */
  online() {
    void this.load();
  },

  again() {
    this.setData({ state: "loading" });
    void this.load();
  },

  toOrder() {
    void wx.redirectTo({ url: `/packages/orders/detail/detail?id=${this.order_id}` });
  },

  toHome() {
    void wx.switchTab({ url: "/pages/home/home" });
  },
});
