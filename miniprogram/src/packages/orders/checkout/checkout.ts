import type { Address, Addresses } from "@/contracts/members.ts";
import type {
  Destination,
  OrderLineRequest,
  PlacedOrder,
  PlaceOrder,
  Quote,
  QuoteRequest,
} from "@/contracts/orders.ts";
import { shop_closed_words } from "@/contracts/words.ts";
import { faced } from "../../../behaviors/faced";
import { readCart } from "../../../services/cart";
import { Intention } from "../../../services/idempotency";
import { pay } from "../../../services/pay";
import { ApiError, words } from "../../../services/errors";
import { get, post } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { moreForFreeWords } from "../../../utils/terms";
import { changeWords, lostSkus, type QuotedLine, quotedLines } from "./quoted";

/** One for the whole program: coming back after a lost answer still repeats the same order. */
const placing = new Intention();

/**
 * From cart lines or one SKU to a placed order and the pay sheet.
 * Entry: `?from=cart&skus=a,b` or `?sku=…&quantity=…`.
 */
Page({
  behaviors: [faced],

  /** What is to be bought; changed by mending a line. Not shown itself, so not in data. */
  wanted: [] as OrderLineRequest[],
  from_cart: false,
  skus: [] as string[],
  quote: null as Quote | null,
  /** How many quotes were asked for: only the answer to the last one is shown. */
  asked: 0,
  /** The region whose quote is shown. */
  quoted_for: "",
  /** The order exists: another tap pays it and places no second one. */
  placed: null as PlacedOrder | null,

  data: {
    state: "loading" as "loading" | "ready" | "empty" | "closed" | "error",
    error: "",
    closed: shop_closed_words,
    address: null as Address | null,
    lines: [] as QuotedLine[],
    lost: [] as string[],
    amount_fen: 0,
    freight_fen: 0,
    freight_words: "",
    free_words: "",
    payable_fen: 0,
    discounts: [] as Quote["discounts"],
    can_place: false,
    notice: "",
    remark: "",
    busy: false,
    busy_word: "",
  },

  onLoad(query: Record<string, string | undefined>) {
    this.from_cart = query.from === "cart";
    this.skus = (query.skus || "").split(",").filter((sku) => sku !== "");
    if (query.sku) this.wanted = [{ sku_id: query.sku, quantity: Number(query.quantity) || 1 }];
    void this.load();
  },

  /** An address may have been changed or deleted on the page above. */
  onShow() {
    if (this.data.state !== "ready") return;
    void this.findAddress().then((address) => this.sendTo(address)).catch(() => {});
  },

  /** The network is back: what could not be read is read now. */
  online() {
    if (this.data.state === "error") void this.load();
  },

  async load() {
    this.setData({ state: "loading" });
    try {
      await ensureSignedIn();
      if (this.from_cart) this.wanted = await this.chosenLines();
      if (this.wanted.length === 0) {
        this.setData({ state: "empty" });
        return;
      }
      this.setData({ address: await this.findAddress() });
      await this.readQuote();
      this.setData({ state: "ready" });
    } catch (error) {
      const closed = error instanceof ApiError && error.code === "SHOP_CLOSED";
      this.setData(closed ? { state: "closed" } : { state: "error", error: words(error) });
    }
  },

  async chosenLines(): Promise<OrderLineRequest[]> {
    const cart = await readCart();
    return cart.lines
      .filter((line) => this.skus.includes(line.sku_id))
      .map(({ sku_id, quantity }) => ({ sku_id, quantity }));
  },

  async readQuote() {
    const body: QuoteRequest = {
      lines: this.wanted,
      destination: destinationOf(this.data.address),
    };
    const asked = ++this.asked;
    const quote = await post<Quote>("/quotes", body);
    if (asked !== this.asked) return;
    this.quoted_for = keyOf(body.destination);
    this.showQuote(quote);
  },

  showQuote(quote: Quote) {
    this.quote = quote;
    const can_place = quote.problems.length === 0;
    this.setData({
      lines: quotedLines(quote),
      lost: lostSkus(quote),
      amount_fen: quote.amount_fen,
      freight_fen: quote.freight_fen,
      freight_words: quote.freight_words,
      free_words: can_place ? moreForFreeWords(quote.free_freight) : "", // of goods that can be bought
      payable_fen: quote.payable_fen,
      discounts: quote.discounts,
      can_place,
    });
  },

  /** The address chosen before as it is now, else the default one. */
  async findAddress(): Promise<Address | null> {
    const { items } = await get<Addresses>("/addresses");
    const chosen = items.find((item) => item.id === this.data.address?.id);
    const standard = items.find((item) => item.is_default) || items[0];
    return chosen || standard || null;
  },

  /** Freight goes by the region: another one is another quote. */
  async sendTo(address: Address | null) {
    this.setData({ address });
    if (keyOf(destinationOf(address)) !== this.quoted_for) await this.quoteAgain();
  },

  chooseAddress() {
    const take = (address: Address) => this.sendTo(address);
    const page = this.data.address
      ? "addresses/addresses?choose=1"
      : "address-edit/address-edit?first=1";
    void wx.navigateTo({ url: `/packages/orders/${page}`, events: { picked: take } });
  },

  toHome() {
    void wx.switchTab({ url: "/pages/home/home" });
  },

  toCart() {
    void wx.switchTab({ url: "/pages/cart/cart" });
  },

  onRemark(event: WechatMiniprogram.Input) {
    this.setData({ remark: event.detail.value });
  },

  /** Buy fewer of a line, or take it out. */
  mend(event: WechatMiniprogram.TouchEvent) {
    const { sku, quantity } = event.currentTarget.dataset as { sku: string; quantity: number };
    this.wanted = this.wanted
      .map((line) => line.sku_id === sku ? { ...line, quantity } : line)
      .filter((line) => line.quantity > 0);
    void this.quoteAgain();
  },

  dropLost() {
    const lost = this.data.lost;
    this.wanted = this.wanted.filter((line) => !lost.includes(line.sku_id));
    void this.quoteAgain();
  },

  async quoteAgain() {
    if (this.wanted.length === 0) {
      this.setData({ state: "empty" });
      return;
    }
    try {
      await this.readQuote();
      this.setData({ notice: "" });
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
    }
  },

  async submit() {
    const { address, busy, can_place, remark } = this.data;
    if (busy || !can_place || !this.quote) return;
    if (!address) {
      void wx.showToast({ title: "请先填写收货地址", icon: "none" });
      return;
    }
    this.setData({ busy: true, busy_word: "提交中" });
    try {
      const placed = this.placed || await this.place({
        lines: this.wanted,
        expected_payable_fen: this.quote.payable_fen,
        contact: address.contact,
        from_cart: this.from_cart,
        ...(remark.trim() ? { remark: remark.trim() } : {}),
      });
      this.placed = placed;
      this.setData({ busy_word: "付款中" });
      await this.payAndLeave(placed);
    } catch (error) {
      this.setData({ busy: false });
      this.refused(error);
    }
  },

  async place(body: PlaceOrder): Promise<PlacedOrder> {
    const idempotencyKey = placing.keyFor(body);
    const placed = await post<PlacedOrder>("/orders", body, { idempotencyKey });
    placing.finish();
    // Its lines have left the cart: the count at the tab bar follows.
    if (body.from_cart) void readCart().catch(() => {});
    return placed;
  },

  /** A refusal about price or stock carries the new quote: show it and say what changed. */
  refused(error: unknown) {
    const before = this.quote;
    const fresh = error instanceof ApiError ? error.details.quote as Quote | undefined : undefined;
    if (before && fresh) {
      this.asked++; // an answer under way is older
      this.showQuote(fresh);
      this.setData({ notice: changeWords(before, fresh) || words(error) });
      void wx.pageScrollTo({ scrollTop: 0, duration: 200 });
      return;
    }
    void wx.showToast({ title: words(error), icon: "none" });
  },

  /** The order exists from here on: whatever happens to the payment, one goes to the order and not back here. */
  async payAndLeave(placed: PlacedOrder) {
    let url = `/packages/orders/detail/detail?id=${placed.order_id}`;
    try {
      const outcome = placed.status === "paid" ? "paid" : await pay(placed.order_id);
      if (outcome !== "cancelled") url = `/packages/orders/paid/paid?order=${placed.order_id}`;
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none", duration: 3000 });
    }
    await wx.redirectTo({ url });
  },
});

const keyOf = (to?: Destination | null) => to ? `${to.province}/${to.city}` : "";

function destinationOf(address: Address | null): Destination | null {
  return address && { province: address.contact.province, city: address.contact.city };
}
