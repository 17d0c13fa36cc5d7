import type { AfterSale, RefundSums, RequestAfterSale } from "@/contracts/after_sales.ts";
import type { Order } from "@/contracts/orders.ts";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { after_sale_states } from "@/contracts/states.ts";
import { after_sale_kind_words } from "@/contracts/words.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { Intention } from "../../../services/idempotency";
import { ApiError, words } from "../../../services/errors";
import { get, post } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { moment } from "../../../utils/time";
import { afterSaleHint, afterSaleWord, dueWords } from "../words";
import {
  askableLines,
  type AskedLine,
  isEverything,
  type Kind,
  kindsFor,
  requestLines,
} from "./asked";
import { questionOf } from "../../../utils/questions";

const asking = new Intention();

const reasons = ["不想要了", "拍错了", "与描述不符", "质量问题", "少发或漏发", "其他"];

/** Ask for money back (`?order=…`), or see how a request stands (`&id=…`). */
Page({
  behaviors: [faced, following(["after_sale.changed"])],

  order_id: "",
  after_sale_id: "",
  order: null as Order | null,
  turn: 0,

  data: {
    state: "loading" as "loading" | "form" | "closed" | "request" | "error",
    error: "",
    busy: false,

    kinds: [] as { kind: Kind; word: string; hint: string }[],
    kind: "refund_only" as Kind,
    lines: [] as AskedLine[],
    /** null: not known yet. */
    expected_fen: null as number | null,
    freight_hint: "",
    reasons,
    reason: "",
    details: "",

    request: null as AfterSale | null,
    asked_lines: [] as (AfterSale["lines"][number] & { price_fen: number })[],
    status_word: "",
    status_hint: "",
    kind_word: "",
    requested: "",
    waits_for_goods: false,
    due: "",
    can_withdraw: false,
  },

  onLoad(query: Record<string, string | undefined>) {
    this.order_id = query.order || "";
    this.after_sale_id = query.id || "";
    void this.load();
  },

  hear({ id }: LiveMessage): boolean {
    return id === this.after_sale_id;
  },

  reread() {
    if (this.after_sale_id && this.data.state !== "error") void this.load();
  },

  async load() {
    try {
      await ensureSignedIn();
      const isNews = questionOf(this);
      const order = await get<Order>(`/orders/${this.order_id}`);
      if (!isNews()) return;
      this.order = order;
      if (this.after_sale_id) this.showRequestOf(order);
      else this.showForm(order);
    } catch (error) {
      if (this.data.state === "loading") this.setData({ state: "error", error: words(error) });
      else void wx.showToast({ title: words(error), icon: "none" });
    }
  },

  /** The network is back: what could not be read is read now. */
  online() {
    if (this.data.state === "error") this.again();
  },

  again() {
    this.setData({ state: "loading" });
    void this.load();
  },

  // The form ------------------------------------------------------------------------------------

  showForm(order: Order) {
    const hints: Record<Kind, string> = {
      refund_only: "没有收到货，或与商家说好不用退货",
      return_refund: "已收到货，寄回后退款",
    };
    const kinds = kindsFor(order).map((kind) => ({
      kind,
      word: after_sale_kind_words[kind],
      hint: hints[kind],
    }));
    this.setData({ state: order.can.after_sale ? "form" : "closed", kinds });
    this.ask("refund_only", askableLines(order, "refund_only"));
  },

  ask(kind: Kind, lines: AskedLine[]) {
    const order = this.order;
    if (!order) return;
    this.setData({ kind, lines });
    void this.preview(order, lines);
  },

  /** What that would give back, as the server decides it; of several choices the last one counts. */
  async preview(order: Order, lines: AskedLine[]) {
    const turn = ++this.turn;
    const pieces = requestLines(lines).map(({ line_no, quantity }) => `${line_no}:${quantity}`);
    if (pieces.length === 0) return this.setData({ expected_fen: 0, freight_hint: "" });
    try {
      const sums = await get<RefundSums>(
        `/orders/${order.id}/refund-preview`,
        isEverything(order, lines) ? {} : { pieces: pieces.join() },
      );
      if (turn !== this.turn) return;
      this.setData({
        expected_fen: sums.payable_fen,
        freight_hint: sums.freight_fen === 0 ? "" : "含运费",
      });
    } catch (error) {
      if (turn === this.turn) this.setData({ expected_fen: null, freight_hint: words(error) });
    }
  },

  chooseKind(event: WechatMiniprogram.TouchEvent) {
    const kind = event.currentTarget.dataset.kind as Kind;
    if (this.order) this.ask(kind, askableLines(this.order, kind));
  },

  onQuantity(event: WechatMiniprogram.CustomEvent) {
    const line_no = Number(event.currentTarget.dataset.line);
    const quantity = Number(event.detail);
    const change = (line: AskedLine) => line.line_no === line_no ? { ...line, quantity } : line;
    this.ask(this.data.kind, this.data.lines.map(change));
  },

  chooseReason(event: WechatMiniprogram.TouchEvent) {
    this.setData({ reason: String(event.currentTarget.dataset.reason) });
  },

  onDetails(event: WechatMiniprogram.Input) {
    this.setData({ details: event.detail.value });
  },

  async submit() {
    const { busy, kind, lines, reason, details } = this.data;
    if (busy || !this.order) return;
    const asked = requestLines(lines);
    const missing = asked.length === 0 ? "请选择要退的商品" : reason ? "" : "请选择原因";
    if (missing) {
      void wx.showToast({ title: missing, icon: "none" });
      return;
    }
    const body: RequestAfterSale = {
      order_id: this.order_id,
      kind,
      reason: [reason, details.trim()].filter((part) => part !== "").join("："),
      ...(isEverything(this.order, lines) ? {} : { lines: asked }),
    };
    this.setData({ busy: true });
    try {
      const idempotencyKey = asking.keyFor(body);
      const isNews = questionOf(this);
      const request = await post<AfterSale>("/after-sales", body, { idempotencyKey });
      isNews();
      asking.finish();
      this.after_sale_id = request.id;
      this.showRequest(request);
      void wx.showToast({ title: "已提交", icon: "success" });
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
    } finally {
      this.setData({ busy: false });
    }
  },

  // A request that was made ---------------------------------------------------------------------

  showRequestOf(order: Order) {
    const request = order.after_sales.find((one) => one.id === this.after_sale_id);
    if (!request) throw new ApiError("AFTER_SALE_NOT_FOUND", "没有找到这个售后单");
    this.showRequest(request);
  },

  showRequest(request: AfterSale) {
    void wx.setNavigationBarTitle({ title: "售后详情" });
    const bought = this.order ? this.order.lines : [];
    const asked_lines = request.lines.map((line) => {
      const found = bought.find((one) => one.line_no === line.line_no);
      return { ...line, price_fen: found ? found.price_fen : 0 };
    });
    this.setData({
      state: "request",
      request,
      asked_lines,
      status_word: afterSaleWord(request.status),
      status_hint: afterSaleHint(request.status),
      kind_word: after_sale_kind_words[request.kind],
      requested: moment(request.requested_at),
      waits_for_goods: after_sale_states.returnable.includes(request.status),
      due: dueWords(request),
      can_withdraw: after_sale_states.cancellable.includes(request.status),
    });
  },

  onSent(event: WechatMiniprogram.CustomEvent<AfterSale>) {
    this.showRequest(event.detail);
  },

  async withdraw() {
    if (this.data.busy) return;
    const { confirm } = await wx.showModal({
      title: "撤销这次申请",
      content: "撤销后，在售后期内可以重新申请",
      confirmText: "撤销申请",
      cancelText: "再想想",
    });
    if (!confirm) return;
    this.setData({ busy: true });
    try {
      const path = `/after-sales/${this.after_sale_id}/cancellation`;
      const isNews = questionOf(this);
      const request = await post<AfterSale>(path, {});
      isNews();
      this.showRequest(request);
      void wx.showToast({ title: "已撤销", icon: "success" });
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
      void this.load();
    } finally {
      this.setData({ busy: false });
    }
  },
});
