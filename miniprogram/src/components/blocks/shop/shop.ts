import type { Shop } from "@/contracts/catalog.ts";
import { discountWords, freeFreightWords } from "../../../utils/terms";

/** Who the shop is, with its mark and what it offers. */
Component({
  properties: {
    shop: { type: Object, value: {} as Shop },
  },
  data: { benefits: [] as string[] },
  observers: {
    shop(shop: Shop) {
      if (!shop.code) return;
      this.setData({ benefits: [discountWords(shop), freeFreightWords(shop)].filter(Boolean) });
    },
  },
});
