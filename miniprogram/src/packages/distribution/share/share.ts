import type { Product, ProductCard, ProductPage, Shop } from "@/contracts/catalog.ts";
import type { ShownPage } from "@/contracts/pages.ts";
import { faced } from "../../../behaviors/faced";
import { paging } from "../../../behaviors/paging";
import { words } from "../../../services/errors";
import { get } from "../../../services/request";
import { currentMember, ensureSignedIn } from "../../../services/session";
import { createShare, inChat, sharePath } from "../../../services/share";
import type { PosterContent } from "../poster/drawing";
import { posterContent, posterShare, type Subject } from "./shared";

/**
 * Pick what to share, then hand it on in a chat or as a poster. Entry: by itself, or with
 * `?product=<id>` for a product that was chosen before.
 */
Component({
  behaviors: [
    faced,
    paging<ProductCard>((_page, after) => {
      return get<ProductPage>("/products", { sort: "sold", after });
    }),
  ],

  data: {
    subject: null as Subject,
    visible: false,
    shop: null as Shop | null,
    content: null as PosterContent | null,
    chat_path: "",
    problem: "",
    saving: false,
  },

  methods: {
    onLoad(query: Record<string, string | undefined>) {
      if (query.product) void this.openProduct(query.product);
    },

    async openProduct(id: string) {
      try {
        this.choose(cardOf(await get<Product>(`/products/${id}`)));
      } catch (error) {
        void wx.showToast({ title: words(error), icon: "none" });
      }
    },

    chooseShop() {
      this.choose(null);
    },

    chooseItem(event: WechatMiniprogram.TouchEvent) {
      const { index } = event.currentTarget.dataset as { index: number };
      this.choose(this.data.items[index] || null);
    },

    choose(subject: Subject) {
      this.setData({ subject, visible: true, content: null, chat_path: "" });
      void this.prepare();
    },

    /** Makes both tokens before they are needed: WeChat's share sheet opens only on the tap itself. */
    async prepare() {
      const { subject } = this.data;
      this.setData({ problem: "" });
      try {
        const member = await ensureSignedIn();
        const [shop, chat, poster] = await Promise.all([
          this.readShop(),
          createShare(subject ? "product" : "home", "chat", subject?.id),
          posterShare(subject),
        ]);
        if (subject !== this.data.subject) return;
        const content = posterContent(subject, shop, member.nickname || "", poster.token);
        this.setData({ content, chat_path: chat.path });
      } catch (error) {
        this.setData({ problem: words(error) });
      }
    },

    async readShop(): Promise<Shop> {
      if (this.data.shop) return this.data.shop;
      const { shop } = await get<ShownPage>("/home");
      this.setData({ shop });
      return shop;
    },

    close() {
      this.setData({ visible: false });
    },

    async save() {
      if (this.data.saving) return;
      this.setData({ saving: true });
      try {
        const poster = this.selectComponent("#poster") as unknown as { save(): Promise<boolean> };
        if (await poster.save()) void wx.showToast({ title: "已保存到相册", icon: "success" });
      } catch {
        void wx.showToast({ title: "没有保存成功，请重试", icon: "none" });
      } finally {
        this.setData({ saving: false });
      }
    },

    /** From the button the chosen thing; from the page's own menu without a choice the shop's front page. */
    onShareAppMessage() {
      const { subject, chat_path, visible } = this.data;
      if (!visible || !chat_path) {
        return inChat({ title: "来店里逛逛", path: sharePath("home", "") }, "home");
      }
      const name = currentMember()?.nickname;
      return {
        title: subject
          ? subject.title
          : `${name ? `${name} 推荐` : "推荐"}${this.data.shop?.name || "好店"}`,
        path: chat_path,
        ...(subject?.image_url ? { imageUrl: subject.image_url } : {}),
      };
    },
  },
});

/** A product as it stands in lists. */
function cardOf(product: Product): ProductCard {
  const { id, title, subtitle, images, price_fen, price_max_fen } = product;
  const { list_price_fen, sold_count, in_stock } = product;
  const image_url = images[0] || null;
  return {
    id,
    title,
    subtitle,
    image_url,
    price_fen,
    price_max_fen,
    list_price_fen,
    sold_count,
    in_stock,
  };
}
