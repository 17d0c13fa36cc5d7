import { faced } from "../../../behaviors/faced";
import { paging } from "../../../behaviors/paging";
import { words } from "../../../services/errors";
import { clearFootprints, readFootprints } from "../../../services/favourites";
import { type Listed, listed } from "./days";

const footprints = paging<Listed>(async (page, after) => {
  const { items, next } = await readFootprints(after);
  const there = after ? (page.data as { items: Listed[] }).items : [];
  return { items: listed(items, there[there.length - 1]?.day ?? ""), next };
});

/** What I looked at, day by day. */
Component({
  behaviors: [faced, footprints],

  pageLifetimes: {
    /** Back from a product, which is the newest now. */
    show() {
      this.reread();
    },
  },

  methods: {
    online() {
      if (this.data.state === "error") void this.reload();
    },

    async clear() {
      const { confirm } = await wx.showModal({
        title: "清空足迹",
        content: "看过的商品不再列在这里，不能恢复",
        confirmText: "清空",
      });
      if (!confirm) return;
      try {
        await clearFootprints();
        await this.reload();
      } catch (error) {
        void wx.showToast({ title: words(error), icon: "none" });
      }
    },

    goShopping() {
      void wx.switchTab({ url: "/pages/home/home" });
    },
  },
});
