import type { Favourite } from "@/contracts/favourites.ts";
import { faced } from "../../../behaviors/faced";
import { paging } from "../../../behaviors/paging";
import { words } from "../../../services/errors";
import { readFavourites, setFavourite } from "../../../services/favourites";

const favourites = paging<Favourite>((_, after) => readFavourites(after));

/** Fewer cannot be scrolled, and the next page comes by scrolling. */
const full_screen = 8;

/** The goods that I keep, the newest first. */
Component({
  behaviors: [faced, favourites],

  data: {
    /** The product whose heart is at work. */
    busy: "",
  },

  pageLifetimes: {
    /** Back from a product, which may have been taken out there. */
    show() {
      this.reread();
    },
  },

  methods: {
    online() {
      if (this.data.state === "error") void this.reload();
    },

    async drop(event: WechatMiniprogram.TouchEvent) {
      const product = String(event.currentTarget.dataset.product);
      if (this.data.busy) return;
      this.setData({ busy: product });
      try {
        await setFavourite(product, false);
        const items = this.data.items.filter((one) => one.product.id !== product);
        this.setData({ items });
        if (items.length === 0) await this.refresh();
        else if (items.length < full_screen) await this.more();
      } catch (error) {
        void wx.showToast({ title: words(error), icon: "none" });
      } finally {
        this.setData({ busy: "" });
      }
    },

    goShopping() {
      void wx.switchTab({ url: "/pages/home/home" });
    },
  },
});
