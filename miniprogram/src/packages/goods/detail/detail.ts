import type { Product, Sku } from "@/contracts/catalog.ts";
import type { PreviewedProduct } from "@/contracts/previews.ts";
import type { OpenedShare } from "@/contracts/shares.ts";
import { shop_closed_words } from "@/contracts/words.ts";
import { faced } from "../../../behaviors/faced";
import { addToCart, cartCount } from "../../../services/cart";
import { shopFace } from "../../../services/face";
import { MomentsEntry } from "../../../services/moments";
import { noteOpening } from "../../../services/openings";
import { checkProduct } from "../../../services/replies";
import { ApiError, words } from "../../../services/errors";
import { get } from "../../../services/request";
import { currentMember, onSession } from "../../../services/session";
import { inChat, previewOf, share_pages, sharePath, tokenOf } from "../../../services/share";
import { open } from "../../../utils/open";
import { now } from "../../../utils/clock";
import { moment } from "../../../utils/time";
import { discountWords, freightWords } from "../../../utils/terms";
import { choiceWords, startChoice } from "../spec-picker/choice";

interface Picked {
  sku: Sku;
  quantity: number;
  intent: "buy" | "cart";
}

/** So often is asked when the sale should have begun, and for no longer is it waited. */
const least_wait_ms = 3000;
const longest_wait_ms = 24 * 3600_000;
/** The pause after a failed read: until one succeeds, nothing can be bought. */
const failed_wait_ms = 10_000;

/** Codes after which trying again cannot help. */
const gone_codes = ["PRODUCT_NOT_FOUND", "SHARE_NOT_FOUND", "PREVIEW_ENDED"];

/** One product. Entry: `?id=…`, or a share's token alone (`?s=…`, or `scene` of a mini program code). */
Page({
  behaviors: [faced],

  id: "",
  token: "",
  preview_code: "",
  stop: null as (() => void) | null,
  moments: null as MomentsEntry | null,
  /** The pause until the product is read again. */
  sale: 0 as number | ReturnType<typeof setTimeout>,
  /** The page is gone: nothing is read for it any more. */
  left: false,

  data: {
    state: "loading" as "loading" | "ready" | "gone" | "error",
    error: "",
    closed: shop_closed_words,
    product: null as Product | null,
    /** Which of the slides is in sight, from 1: the video, if there is one, then the pictures. */
    picture: 1,
    slides: 0,
    discount: "",
    freight: "",
    chosen: "",
    picking: false,
    intent: "",
    busy: false,
    cart_count: 0,
    is_distributor: false,
    /** From when on it can be bought, while it cannot. */
    opening: "",
    /** Shown by a code of the shop's staff before it is on sale: to be looked at alone. */
    is_preview: false,
  },

  onLoad(query: Record<string, string | undefined>) {
    this.id = query.id || "";
    this.token = tokenOf(query) || "";
    this.preview_code = previewOf(query) || "";
    noteOpening(query);
    if (this.preview_code) void wx.hideShareMenu({});
    this.moments = new MomentsEntry(() => this.id);
    this.stop = onSession(() => this.showMember());
    void this.load();
  },

  onShow() {
    this.moments?.toFront();
    this.showMember();
  },

  onHide() {
    this.moments?.toBack();
  },

  onUnload() {
    this.left = true;
    clearTimeout(this.sale);
    this.moments?.end();
    this.stop?.();
  },

  showMember() {
    const is_distributor = currentMember()?.distributor?.status === "approved";
    this.setData({ is_distributor, cart_count: cartCount() });
  },

  async load() {
    this.setData({ state: "loading" });
    try {
      const product = await this.read();
      const chosen = choiceWords(product, startChoice(product));
      const discount = discountWords(product);
      const freight = freightWords(product);
      const is_preview = this.preview_code !== "";
      const slides = product.images.length + (product.video ? 1 : 0);
      this.setData({ state: "ready", product, slides, chosen, discount, freight, is_preview });
      if (is_preview) return;
      this.awaitSale(product);
      void this.moments?.prepare();
    } catch (error) {
      this.setData({ state: isGone(error) ? "gone" : "error", error: words(error) });
    }
  },

  async read(): Promise<Product> {
    if (this.preview_code) {
      const seen = await get<PreviewedProduct>(`/previews/${this.preview_code}`);
      if (seen.is_on_sale) this.leavePreview(seen.id);
      return checkProduct(seen);
    }
    if (!this.id) this.id = await this.sharedProduct();
    return checkProduct(await get<Product>(`/products/${this.id}`));
  },

  /** What is on sale is bought and shared like any other, whatever led to it. */
  leavePreview(id: string) {
    this.id = id;
    this.preview_code = "";
    void wx.showShareMenu({ menus: ["shareAppMessage"] });
  },

  /** Says when the sale begins; when it does, the page is read anew, for the server's clock is what counts. */
  awaitSale({ is_sale_open, sale_from }: Product) {
    clearTimeout(this.sale);
    const until_ms = is_sale_open || !sale_from ? null : Date.parse(sale_from) - now();
    if (until_ms === null) return this.setData({ opening: "" });
    // An answer may be some seconds old: its sale has begun meanwhile.
    this.setData({ opening: until_ms > 0 ? `${moment(sale_from!)} 开售` : "即将开售" });
    const wait_ms = Math.max(until_ms, least_wait_ms);
    if (wait_ms < longest_wait_ms) this.readLater(wait_ms);
  },

  readLater(wait_ms: number) {
    if (!this.left) this.sale = setTimeout(() => void this.readAgain(), wait_ms);
  },

  async readAgain() {
    try {
      const product = await this.read();
      this.setData({ product });
      this.awaitSale(product);
    } catch (error) {
      if (isGone(error)) this.setData({ state: "gone", error: words(error) });
      else this.readLater(failed_wait_ms);
    }
  },

  /** A mini program code has room for the share's token only. */
  async sharedProduct(): Promise<string> {
    const { product_id } = await get<OpenedShare>(`/shares/${this.token}`);
    return product_id || "";
  },

  online() {
    if (this.data.state === "error") void this.load();
  },

  onPicture(event: WechatMiniprogram.SwiperChange) {
    this.setData({ picture: event.detail.current + 1 });
    if (this.data.product?.video) wx.createVideoContext("video").pause();
  },

  preview(event: WechatMiniprogram.TouchEvent) {
    const urls = this.data.product?.images || [];
    void wx.previewImage({ urls, current: String(event.currentTarget.dataset.url) });
  },

  // Buying --------------------------------------------------------------------------------------

  openPicker(event: WechatMiniprogram.TouchEvent) {
    const { is_preview, product, opening, closed } = this.data;
    const obstacle = is_preview ? "预览，不能下单" : product?.is_shop_open ? opening : closed;
    if (obstacle) {
      void wx.showToast({ title: obstacle, icon: "none" });
      return;
    }
    this.setData({ picking: true, intent: String(event.currentTarget.dataset.intent || "") });
  },
  closePicker() {
    this.setData({ picking: false });
  },
  onChoice(event: WechatMiniprogram.CustomEvent<{ quantity: number; words: string }>) {
    const { quantity, words } = event.detail;
    this.setData({ chosen: quantity > 1 ? `${words || "已选"} × ${quantity}` : words });
  },

  async onPick(event: WechatMiniprogram.CustomEvent<Picked>) {
    const { sku, quantity, intent } = event.detail;
    if (this.data.busy) return;
    this.setData({ busy: true });
    try {
      if (intent === "buy") {
        this.closePicker();
        await open(`/packages/orders/checkout/checkout?sku=${sku.id}&quantity=${quantity}`);
      } else {
        const { count } = await addToCart(sku.id, quantity);
        this.closePicker();
        this.setData({ cart_count: count });
        void wx.showToast({ title: "已加入购物车", icon: "success" });
      }
    } catch (error) {
      void wx.showToast({ title: words(error), icon: "none" });
    } finally {
      this.setData({ busy: false });
    }
  },

  toHome() {
    void wx.switchTab({ url: "/pages/home/home" });
  },
  toCart() {
    void wx.switchTab({ url: "/pages/cart/cart" });
  },

  openPoster() {
    void open(`/packages/distribution/share/share?product=${this.id}`);
  },

  // Sharing -------------------------------------------------------------------------------------

  onShareAppMessage() {
    return inChat({ ...this.message(), path: this.path() }, "product", this.id);
  },

  onShareTimeline() {
    const [, query = ""] = this.path().split("?");
    return { ...this.message(), query };
  },

  message() {
    const { product } = this.data;
    const picture = product?.images[0];
    return { title: product?.title || shopFace().name, ...(picture ? { imageUrl: picture } : {}) };
  },

  /** What Moments hands on, and a chat when it cannot wait any longer. A preview is not handed on. */
  path() {
    if (this.preview_code) return share_pages.home;
    return sharePath("product", this.moments?.token || "", this.id);
  },
});

function isGone(error: unknown): boolean {
  return error instanceof ApiError && gone_codes.includes(error.code);
}
