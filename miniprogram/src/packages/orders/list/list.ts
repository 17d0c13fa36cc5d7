import type { Order, OrderPage, OrderSummary } from "@/contracts/orders.ts";
import { paging } from "../../../behaviors/paging";
import { Intention } from "../../../services/idempotency";
import { onLive } from "../../../services/live";
import { pay } from "../../../services/pay";
import { get, post, words } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { open } from "../../../utils/open";
import { moment } from "../../../utils/time";
import { statusWord } from "../words";

interface ListedOrder extends OrderSummary {
  word: string;
  placed: string;
  /** Lines that the card leaves out. */
  rest: number;
}

const lines_shown = 3;
const receiving = new Intention();
const stops = new WeakMap<object, () => void>();

function listed(order: OrderSummary): ListedOrder {
  const lines = order.lines.slice(0, lines_shown);
  const word = order.after_sale_open ? `${statusWord(order)} · 售后中` : statusWord(order);
  const rest = order.lines.length - lines.length;
  return { ...order, lines, word, placed: moment(order.created_at), rest };
}

const orders = paging<ListedOrder>(async (page, after) => {
  await ensureSignedIn();
  const { status } = page.data as { status: string };
  const { items, next } = await get<OrderPage>("/orders", { status, after });
  return { items: items.map(listed), next };
});

/** My orders by state. Entry: `?status=…`, without it all of them. */
Component({
  behaviors: [orders],

  data: {
    tabs: [
      { status: "", word: "全部" },
      { status: "pending_payment", word: "待付款" },
      { status: "paid", word: "待发货" },
      { status: "shipped", word: "待收货" },
      { status: "completed", word: "已完成" },
      { status: "after_sale", word: "售后" },
    ],
    status: "",
    /** The order whose button is at work. */
    busy: "",
  },

  lifetimes: {
    attached() {
      const stop = onLive(["order.changed"], ({ id, status }) => {
        if (status) this.follow(id, status as OrderSummary["status"]);
      }, () => void this.refresh());
      stops.set(this, stop);
    },
    detached() {
      stops.get(this)?.();
    },
  },

  methods: {
    onLoad(query: Record<string, string | undefined>) {
      if (query.status) this.turnTo(query.status);
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

    /** The card changes where it stands: the list does not move under somebody who reads it. */
    follow(id: string, status: OrderSummary["status"]) {
      const items = this.data.items.map((order) =>
        order.id === id ? { ...order, status, word: statusWord({ status }) } : order
      );
      this.setData({ items });
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
        this.follow(id, "paid");
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
