import { words } from "../../../services/errors";
import { lookAt, setFavourite } from "../../../services/favourites";
import { currentMember, onSession } from "../../../services/session";

const stops = new WeakMap<object, () => void>();
/** As whom the product was looked at. */
const lookers = new WeakMap<object, string>();
/** Hearts that the member has tapped: what was asked before that says nothing any more. */
const tapped = new WeakSet<object>();

/** The heart of a product on its page. While it stands there the product counts as looked at. */
Component({
  properties: {
    product: { type: String, value: "" },
  },

  data: { on: false, busy: false },

  lifetimes: {
    attached() {
      stops.set(this, onSession(() => void this.look()));
      void this.look();
    },
    detached() {
      stops.get(this)?.();
    },
  },

  methods: {
    /** Once for each member who is here. Whoever is not signed in leaves no footprint. */
    async look() {
      const looker = currentMember()?.id ?? "";
      if (lookers.get(this) === looker) return;
      lookers.set(this, looker);
      if (!looker) {
        tapped.delete(this);
        this.setData({ on: false });
        return;
      }
      const on = await lookAt(this.data.product).catch(() => false);
      if (lookers.get(this) === looker && !tapped.has(this)) this.setData({ on });
    },

    async toggle() {
      if (this.data.busy) return;
      const on = !this.data.on;
      tapped.add(this);
      this.setData({ on, busy: true });
      try {
        await setFavourite(this.data.product, on);
        void wx.showToast({ title: on ? "已收藏" : "已取消收藏", icon: "none" });
      } catch (error) {
        this.setData({ on: !on });
        void wx.showToast({ title: words(error), icon: "none" });
      } finally {
        this.setData({ busy: false });
      }
    },
  },
});
