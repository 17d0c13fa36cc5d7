import type { ProductCard } from "@/contracts/catalog.ts";
import type { KeptProduct } from "@/contracts/favourites.ts";
import { openProduct } from "../../utils/open";

/** A product in a list; opens its page. One that the shop sells no more says so. */
Component({
  properties: {
    product: { type: Object, value: {} as ProductCard & Partial<KeptProduct> },
    /** "row": picture on the left. Else the picture is on top. */
    layout: { type: String, value: "" },
  },
  methods: {
    open() {
      const { product } = this.data;
      if (product.on_sale === false) {
        void wx.showToast({ title: "商品已下架", icon: "none" });
      } else void openProduct(product.id);
    },
  },
});
