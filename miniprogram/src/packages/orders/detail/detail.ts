import type { Order } from "@/contracts/orders.ts";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { buyAgain } from "../../../services/cart";
import { Intention } from "../../../services/idempotency";
import { pay } from "../../../services/pay";
import { confirmAtWechat } from "../../../services/receipt";
import { words } from "../../../services/errors";
import { get, post } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { open } from "../../../utils/open";
import { now } from "../../../utils/clock";
import { missingWords } from "./again";
import { lookAfter, shownOrder, timeLeft } from "./shown";
import { questionOf } from "../../../utils/questions";

const cancelling = new Intention();
const receiving = new Intention();

/**
 * One order with everything that happened, kept up to date by live messages. Entry: `?id=…`, from WeChat's order centre
 * `?out_trade_no=…`, from its shipping messages `?merchant_trade_no=…`, which is the same number.
 */
Page({
  behaviors: [faced, following(["order.changed", "after_sale.changed"])],

  order_id: "",
  out_trade_no: "",
  ticking: 0,
  in_front: false,
  /** How often it was read since its time to pay was over. */
  looks: 0,

  data: {
    state: "loading" as "loading" | "ready" | "error",
    error: "",
    order: null as Order | null,
    shown: null as ReturnType<typeof shownOrder> | null,
    left: "",
    /** Which button is at work; one command at a time. */
    busy: "" as "" | "pay" | "cancel" | "receive" | "again",
  },

  onLoad(query: Record<string, string | undefined>) {
    this.order_id = query.id || "";
    this.out_trade_no = query.out_trade_no || query.merchant_trade_no || "";
    void this.load();
  },

  onShow() {
    this.in_front = true;
  },

  onHide() {
    this.in_front = false;
    this.stopTicking();
  },

  onUnload() {
    this.in_front = false;
    this.stopTicking();
  },

  hear({ id }: LiveMessage): boolean {
    const { order } = this.data;
    return id === this.order_id || !!order?.after_sales.some((one) => one.id === id);
  },

  /** Also after the refund page above has changed something. */
  reread() {
    if (this.data.order) void this.read().catch(() => {});
    else void this.load();
  },

  async onPullDownRefresh() {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  async load() {
    try {
      await ensureSignedIn();
      await this.read();
    } catch (error) {
      if (this.data.order) {
        void wx.showToast({ title: words(error), icon: "none" });
      } else {
        this.setData({ state: "error", error: words(error) });
      }
    }
  },

  again() {
    this.setData({ state: "loading" });
    void this.load();
  },

  /** The network is back: what could not be read is read now. */
  online() {
    void this.load();
  },

  async read() {
    const path = this.order_id
      ? `/orders/${this.order_id}`
      : `/payments/${encodeURIComponent(this.out_trade_no)}/order`;
    const isNews = questionOf(this);
    const order = await get<Order>(path);
    if (!isNews()) return;
    this.order_id = order.id;
    this.show(order);
  },

  show(order: Order) {
    this.setData({ state: "ready", order, shown: shownOrder(order) });
    this.stopTicking();
    if (order.status === "pending_payment" && order.expires_at) this.tick(order.expires_at);
    else this.setData({ left: "" });
  },

  /** Counts down. When the time is over the shop closes the order: look once at once, then ever later. */
  tick(until: string) {
    if (!this.in_front) return;
    const left = timeLeft(until, now());
    this.setData({ left });
    if (left) this.looks = 0;
    this.ticking = setTimeout(
      () => left ? this.tick(until) : void this.lookAgain(until),
      left ? 1000 : lookAfter(this.looks),
    );
  },

  async lookAgain(until: string) {
    this.looks += 1;
    await this.read().catch(() => this.tick(until));
  },

  stopTicking() {
    clearTimeout(this.ticking);
  },

  async pay() {
    if (this.data.busy) return;
    this.setData({ busy: "pay" });
    try {
      const outcome = await pay(this.order_id);
      if (outcome !== "cancelled") {
        await wx.redirectTo({ url: `/packages/orders/paid/paid?order=${this.order_id}` });
        return;
      }
      void wx.showToast({ title: "还没有付款", icon: "none" });
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
      void this.read().catch(() => {});
    }
    this.setData({ busy: "" });
  },

  async cancel() {
    if (this.data.busy) return;
    const { confirm } = await wx.showModal({
      title: "取消这笔订单",
      content: "取消后不能恢复，需要时请重新下单",
      confirmText: "取消订单",
      cancelText: "再想想",
    });
    if (confirm) await this.command("cancel", "cancellation", cancelling, "订单已取消");
  },

  async receive() {
    if (this.data.busy) return;
    this.setData({ busy: "receive" });
    const agreed = await this.askReceipt().finally(() => this.setData({ busy: "" }));
    if (agreed) await this.command("receive", "receipt", receiving, "已确认收货");
  },

  /** In WeChat's component where it can be used, which is known only now; else by a question of our own. */
  async askReceipt(): Promise<boolean> {
    await this.read().catch(() => {});
    const outcome = await confirmAtWechat(this.data.order?.wechat_order ?? null);
    if (outcome !== "unavailable") return outcome === "confirmed";
    const { confirm } = await wx.showModal({
      title: "确认收到商品",
      content: "请在收到全部商品并检查无误后确认",
      confirmText: "确认收货",
    });
    return confirm;
  },

  async command(name: "cancel" | "receive", path: string, intention: Intention, done: string) {
    this.setData({ busy: name });
    try {
      const idempotencyKey = intention.keyFor(this.order_id);
      const isNews = questionOf(this);
      const order = await post<Order>(`/orders/${this.order_id}/${path}`, {}, { idempotencyKey });
      isNews();
      this.show(order);
      intention.finish();
      void wx.showToast({ title: done, icon: "success" });
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
      void this.read().catch(() => {});
    } finally {
      this.setData({ busy: "" });
    }
  },

  async buyAgain() {
    if (this.data.busy) return;
    this.setData({ busy: "again" });
    try {
      const lines = await buyAgain(this.order_id);
      const some = lines.some(({ quantity }) => quantity > 0);
      const content = missingWords(lines);
      if (content) {
        const title = some ? "有商品没有加入" : "这些商品现在买不到";
        await wx.showModal({ title, content, showCancel: false, confirmText: "知道了" });
      }
      if (some) await wx.switchTab({ url: "/pages/cart/cart" });
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
    } finally {
      this.setData({ busy: "" });
    }
  },

  askRefund() {
    void open(`/packages/orders/refund/refund?order=${this.order_id}`);
  },

  openAfterSale(event: WechatMiniprogram.TouchEvent) {
    const id = String(event.currentTarget.dataset.id);
    void open(`/packages/orders/refund/refund?order=${this.order_id}&id=${id}`);
  },

  copy(event: WechatMiniprogram.TouchEvent) {
    void wx.setClipboardData({ data: String(event.currentTarget.dataset.text) });
  },
});
