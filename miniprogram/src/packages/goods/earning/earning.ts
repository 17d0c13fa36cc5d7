import type { Product } from "@/contracts/catalog.ts";
import type { Earning, EarningWhy } from "@/contracts/earnings.ts";
import { isEarner, watchEarning } from "../../../services/earnings";
import { words } from "../../../services/errors";
import { get } from "../../../services/request";
import { questionOf } from "../../../utils/questions";
import { eachSku } from "./each_sku";

const watching = new WeakMap<object, ReturnType<typeof watchEarning>>();

/** What the product on its page earns the distributor, and on a tap why. Triggers `poster`; is not there for others. */
Component({
  properties: {
    product: { type: Object, value: {} as Product },
  },

  data: {
    is_earner: isEarner(),
    earning: undefined as Earning | null | undefined,
    visible: false,
    why: null as EarningWhy | null,
    /** What each SKU earns, where they differ. */
    each: [] as { name: string; earned_fen: number }[],
    problem: "",
  },

  lifetimes: {
    attached() {
      const own = watchEarning(this.data.product.id, (earning) => this.show(earning));
      watching.set(this, own);
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

  methods: {
    show(earning: Earning | null | undefined) {
      this.setData({ is_earner: isEarner(), earning });
      if (this.data.visible) void this.read();
    },

    open() {
      if (!this.data.earning) return;
      this.setData({ visible: true });
      void this.read();
    },

    close() {
      this.setData({ visible: false });
    },

    async read() {
      const isNews = questionOf(this);
      const { product } = this.data;
      this.setData({ problem: "" });
      try {
        const why = await get<EarningWhy>(`/distributor/earnings/${product.id}`);
        if (isNews()) this.setData({ why, each: eachSku(product, why) });
      } catch (error) {
        if (isNews()) this.setData({ why: null, problem: words(error) });
      }
    },

    poster() {
      this.triggerEvent("poster");
    },
  },
});
