import { onFace, shopFace } from "../services/face";

const stops = new WeakMap<object, () => void>();

/**
 * Behavior of every page: `face` in its data is the shop's. Its template begins with
 * `<page-meta page-style="{{face.style}}" />`, which colours all that is on it.
 */
export const faced = Behavior({
  data: { face: shopFace() },

  lifetimes: {
    attached() {
      this.setData({ face: shopFace() });
      stops.set(this, onFace((face) => this.setData({ face })));
    },
    detached() {
      stops.get(this)?.();
    },
  },
});
