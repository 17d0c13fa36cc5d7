import type { ProductSort } from "@/contracts/catalog.ts";

/** In which order products are shown (event `choose` with the new one). Price turns around when it is chosen again. */
Component({
  properties: {
    sort: { type: String, value: "recommended" as ProductSort },
  },
  data: {
    sorts: [
      { sort: "recommended", word: "综合" },
      { sort: "sold", word: "销量" },
      { sort: "newest", word: "新品" },
    ] as { sort: ProductSort; word: string }[],
  },
  methods: {
    choose(event: WechatMiniprogram.TouchEvent) {
      this.say(event.currentTarget.dataset.sort as ProductSort);
    },
    choosePrice() {
      this.say(this.data.sort === "price_up" ? "price_down" : "price_up");
    },
    say(sort: ProductSort) {
      if (sort !== this.data.sort) this.triggerEvent("choose", sort);
    },
  },
});
