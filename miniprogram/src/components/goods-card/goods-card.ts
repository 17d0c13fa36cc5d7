import type { ProductCard } from "@/contracts/catalog.ts";

/** A product in a grid; a tap opens it. */
Component({
  properties: {
    item: { type: Object, value: {} as ProductCard },
  },
  methods: {
    open() {
      void wx.navigateTo({ url: `/packages/goods/detail/detail?id=${this.data.item.id}` });
    },
  },
});
