import type { Order, OrderPage, OrderSummary } from "@/contracts/orders.ts";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { order_words } from "@/contracts/words.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { paging } from "../../../behaviors/paging";
import { Intention } from "../../../services/idempotency";
import { pay } from "../../../services/pay";
import { words } from "../../../services/errors";
import { get, post } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { open } from "../../../utils/open";
import { followed, listed, type ListedOrder } from "./rows";

const receiving = new Intention();

const orders = paging<ListedOrder>(async (page, after) => {
  await ensureSignedIn();
  const { status } = page.data as { status: string };
  const { items, next } = await get<OrderPage>("/orders", { status, after });
  return { items: items.map(listed), next };
});

/** My orders by state. Entry: `?status=…`, without it all of them. */
Component({
  behaviors: [faced, orders, following(["order.changed"])],

  data: {
    tabs: [
      { status: "", word: "全部" },
      { status: "pending_payment", word: order_words.pending_payment },
      { status: "paid", word: order_words.paid },
      { status: "shipped", word: order_words.to_receive },
      { status: "completed", word: order_words.completed },
      { status: "after_sale", word: "售后" },
    ],
    status: "",
    /** The order whose button is at work. */
    busy: "",
  },

  methods: {
    onLoad(query: Record<string, string | undefined>) {
      if (query.status) this.turnTo(query.status);
    },

    /** A card that is here follows by itself; an order that is not may be new. */
    hear({ id, status }: LiveMessage): boolean {
      const known = this.data.items.some((order) => order.id === id);
      if (known && status) this.follow(id, status as OrderSummary["status"]);
      return !known;
    },

    /** The network is back: what could not be read is read now. */
    online() {
      if (this.data.state === "error") void this.reload();
    },

    choose(event: WechatMiniprogram.TouchEvent) {
      this.turnTo(String(event.currentTarget.dataset.status));
    },

    turnTo(status: string) {
      if (status === this.data.status) return;
      this.setData({ status });
      void this.reload();
    },

    /** A list that has lost its last card is read again. */
    follow(id: string, status: OrderSummary["status"]) {
      this.setData(followed(this.data.items, { id, status }, this.data.status));
      const empty = this.data.items.every(({ gone }) => gone);
      if (empty && this.data.state !== "loading") void this.refresh();
    },

    open(event: WechatMiniprogram.TouchEvent) {
      const id = String(event.currentTarget.dataset.id);
      void open(`/packages/orders/detail/detail?id=${id}`);
    },

    goShopping() {
      void wx.switchTab({ url: "/pages/home/home" });
    },

    async pay(event: WechatMiniprogram.TouchEvent) {
      const id = String(event.currentTarget.dataset.id);
      if (this.data.busy) return;
      this.setData({ busy: id });
      try {
        const outcome = await pay(id);
        if (outcome === "cancelled") {
          void wx.showToast({ title: "还没有付款", icon: "none" });
          return;
        }
        // Until the shop has heard of the money the order waits, whatever WeChat said to the phone.
        if (outcome === "paid") this.follow(id, "paid");
        await open(`/packages/orders/paid/paid?order=${id}`);
      } catch (error) {
        void wx.showToast({ title: words(error), icon: "none" });
        void this.refresh();
      } finally {
        this.setData({ busy: "" });
      }
    },

    async receive(event: WechatMiniprogram.TouchEvent) {
      const id = String(event.currentTarget.dataset.id);
      if (this.data.busy) return;
      const { confirm } = await wx.showModal({
        title: "确认收到商品",
        content: "请在收到全部商品并检查无误后确认",
        confirmText: "确认收货",
      });
      if (!confirm) return;
      this.setData({ busy: id });
      try {
        const idempotencyKey = receiving.keyFor(id);
        const order = await post<Order>(`/orders/${id}/receipt`, {}, { idempotencyKey });
        receiving.finish();
        this.follow(id, order.status);
        void wx.showToast({ title: "已确认收货", icon: "success" });
      } catch (error) {
        void wx.showToast({ title: words(error), icon: "none" });
        void this.refresh();
      } finally {
        this.setData({ busy: "" });
      }
    },
  },
});
