import type { Product, Sku } from "@/contracts/catalog.ts";
import {
  choose,
  chosenSku,
  type Dimension,
  dimensions,
  firstChoice,
  missing,
  most,
} from "../specs";

/**
 * Which SKU and how many. Events: `change` {sku, chosen} at every choice, `cart` and `buy` {sku_id, quantity}, `close`.
 * `want` is "cart", "buy" or "" for both buttons.
 */
Component({
  properties: {
    product: { type: Object, value: null as unknown as Product },
    visible: { type: Boolean, value: false },
    want: { type: String, value: "" },
    busy: { type: Boolean, value: false },
  },

  data: {
    chosen: [] as string[],
    dimensions: [] as Dimension[],
    sku: null as Sku | null,
    hint: "",
    quantity: 1,
    most: 1,
    picture: "",
    price_fen: 0,
    many_prices: false,
  },

  observers: {
    product(product: Product | null) {
      if (product) this.show(firstChoice(product));
    },
  },

  methods: {
    show(chosen: string[]) {
      const { product } = this.data;
      const sku = chosenSku(product, chosen);
      const limit = most(product, sku);
      this.setData({
        chosen,
        dimensions: dimensions(product, chosen),
        sku,
        hint: sku ? chosen.join("，") : `请选择${missing(product, chosen)}`,
        most: limit,
        quantity: Math.min(this.data.quantity, limit),
        picture: (sku && sku.image_url) || product.images[0] || "",
        price_fen: sku ? sku.price_fen : product.price_fen,
        many_prices: !sku && product.price_max_fen > product.price_fen,
      });
      this.triggerEvent("change", { sku, chosen: sku ? chosen.join("，") : "" });
    },

    pick(event: WechatMiniprogram.TouchEvent) {
      const { dimension, value, available } = event.currentTarget.dataset as {
        dimension: number;
        value: string;
        available: boolean;
      };
      if (available) this.show(choose(this.data.chosen, dimension, value));
    },

    count(event: WechatMiniprogram.CustomEvent<{ value: number | string }>) {
      this.setData({ quantity: Number(event.detail.value) || 1 });
    },

    cart() {
      this.done("cart");
    },

    buy() {
      this.done("buy");
    },

    done(kind: string) {
      const { sku, quantity, hint, busy } = this.data;
      if (busy) return;
      if (!sku) void wx.showToast({ title: hint, icon: "none" });
      else if (sku.available === 0) void wx.showToast({ title: "这个规格卖完了", icon: "none" });
      else this.triggerEvent(kind, { sku_id: sku.id, quantity });
    },

    close() {
      this.triggerEvent("close");
    },
  },
});
