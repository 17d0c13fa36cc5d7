import type { Earning } from "@/contracts/earnings.ts";
import { isEarner, watchEarning } from "../../services/earnings";

const watching = new WeakMap<object, ReturnType<typeof watchEarning>>();

/**
 * What a product earns the distributor who holds the phone, on one line that has its place from the beginning; for
 * everybody else there is nothing.
 */
Component({
  options: { virtualHost: true },

  properties: {
    product: { type: String, value: "" },
  },

  data: {
    is_earner: isEarner(),
    earning: null as Earning | null,
  },

  lifetimes: {
    attached() {
      this.watch();
    },
    detached() {
      watching.get(this)?.stop();
    },
  },

  pageLifetimes: {
    show() {
      watching.get(this)?.wake();
    },
    hide() {
      watching.get(this)?.sleep();
    },
  },

  observers: {
    product() {
      if (watching.has(this)) this.watch();
    },
  },

  methods: {
    watch() {
      watching.get(this)?.stop();
      const own = watchEarning(this.data.product, (earning) => {
        this.setData({ is_earner: isEarner(), earning: earning ?? null });
      });
      watching.set(this, own);
    },
  },
});
