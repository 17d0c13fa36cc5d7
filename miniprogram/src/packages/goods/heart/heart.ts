import { words } from "../../../services/errors";
import { lookAt, setFavourite } from "../../../services/favourites";
import { currentMember, onSession } from "../../../services/session";

const stops = new WeakMap<object, () => void>();
/** The member for whom the product was last reported as looked at. */
const lookers = new WeakMap<object, string>();
/** Hearts tapped by the member: an answer to an earlier question is ignored. */
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
    /** Once per signed-in member. Without a member no footprint is left. */
    async look() {
      const looker = currentMember()?.id ?? "";
      if (lookers.get(this) === looker) return;
      if (lookers.get(this)) tapped.delete(this); // by another member, or before signing out
      lookers.set(this, looker);
      if (!looker) {
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
        tapped.delete(this);
        this.setData({ on: !on });
        void wx.showToast({ title: words(error), icon: "none" });
      } finally {
        this.setData({ busy: false });
      }
    },
  },
});
